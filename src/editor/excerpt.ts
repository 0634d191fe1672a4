import { shownName } from "../attention/shownName.js";

/** Code points of an excerpt: a line of a list. */
const longest = 80;

/** The beginning of a text as one line that can be shown; segments stand beside each other, parted by "⋯". */
export function excerptOf(segments: readonly string[]): string {
  const lines: string[] = [];
  let left = longest;
  for (const segment of segments) {
    // Enough of it for what is shown, however long it is.
    const line = segment
      .slice(0, 8 * longest)
      .trim()
      .replaceAll(/\s+/g, " ");
    if (line === "") continue;
    lines.push(line);
    left -= line.length;
    if (left < 0) break;
  }
  const text = Array.from(lines.join(" ⋯ "));
  const isCut = text.length > longest;
  return shownName(isCut ? `${text.slice(0, longest - 1).join("")}…` : text.join(""), Infinity);
}
