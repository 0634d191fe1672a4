import { isInvisible, named } from "./invisible.js";

/** Code points of a name that is shown: room for PyTorch's longest, `/encoder/layer.11/attention/self/MatMul_output_0`. */
const longestName = 80;

/** White space that is not the plain space, and what HTML or a font draws as nothing. */
const BLANK = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\u3164\u115f\u1160\uffa0]/u;

/**
 * A name out of a file that nobody vouches for, as one line that can be shown: controls, bidi overrides and other
 * invisible characters by their code points, its middle left out where it is long. It is text, never HTML or Markdown.
 *
 * @param longest code points of the result, the "…" for what is left out among them
 */
export function shownName(name: string, longest = longestName): string {
  if (name === "") return "∅";
  const head = shownCharacters(name, longest);
  // A combining mark alone would sit on whatever stands before the name.
  const first = /^\p{M}/u.test(name) ? "◌" : "";
  if (head.whole && width(first + head.text) <= longest) return first + head.text;
  const half = Math.floor((longest - 1) / 2);
  const start = shownCharacters(first + name, longest - 1 - half).text;
  const end = shownCharacters(name, half, true).text;
  return `${start}…${end}`;
}

/** As much of the beginning, or of the end, of a name as fits into so many code points; never a part of ⟨202E⟩. */
function shownCharacters(name: string, room: number, fromEnd = false): { text: string; whole: boolean } {
  // A code point has at most two units; a name may be as long as a string can be.
  const piece = fromEnd ? name.slice(-2 * room - 1) : name.slice(0, 2 * room + 1);
  const characters = Array.from(piece);
  if (fromEnd) characters.reverse();
  const shown: string[] = [];
  let left = room;
  for (const character of characters) {
    const next = isInvisible(character) || BLANK.test(character) ? named(character) : character;
    left -= width(next);
    if (left < 0) break;
    shown.push(next);
  }
  const whole = left >= 0 && piece.length === name.length;
  if (fromEnd) shown.reverse();
  return { text: shown.join(""), whole };
}

function width(text: string): number {
  return Array.from(text).length;
}
