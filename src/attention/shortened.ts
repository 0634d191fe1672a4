/** UTF-16 units of a token's text or name that a trace holds and a label shows: most lines of source are shorter. */
export const longestTokenText = 120;

/** A text of at most `longest` UTF-16 units, its middle left out if it has more; no surrogate pair is split. */
export function shortened(text: string, longest = longestTokenText): string {
  if (text.length <= longest) return text;
  const tail = Math.floor((longest - 1) / 2);
  const head = longest - 1 - tail;
  const isPairAt = (offset: number) => text.codePointAt(offset - 1)! > 0xffff;
  const end = isPairAt(head) ? head - 1 : head;
  const start = text.length - tail;
  return `${text.slice(0, end)}…${text.slice(isPairAt(start) ? start + 1 : start)}`;
}
