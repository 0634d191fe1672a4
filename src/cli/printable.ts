const invisible = /(?![\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * Text that is safe to print: a model's names may hold what moves a terminal's cursor or turns its direction. A line's end
 * stays one.
 */
export function printable(text: string): string {
  return text.replaceAll(invisible, (character) => `⟨${character.codePointAt(0)!.toString(16).toUpperCase()}⟩`);
}
