/** A bundle as it can stand in a page: what in its strings looks like a tag or a comment of HTML is written otherwise. */
export function inlineScript(bundle: string): string {
  return bundle.replaceAll("<!--", "\\x3c!--").replaceAll(/<\/(?=script)/gi, "\\x3c/");
}
