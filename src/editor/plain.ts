// eslint-disable-next-line no-control-regex -- these are what is taken out
const unfit = /[\x00-\x1f\x7f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A name that others chose, to stand in a list or in the status bar: no icons, nothing that turns or breaks the line. */
export function plain(text: string): string {
  return text.replace(unfit, "\ufffd").replace(/\$\(/g, "$\u200b(");
}
