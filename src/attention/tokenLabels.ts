import { isInvisible, named } from "./invisible.js";
import type { Tokens } from "./tokens.js";

const VISIBLE: Readonly<Record<string, string>> = { " ": "·", "\n": "⏎", "\t": "⇥", "\u00a0": "⍽", "\u3000": "␣" };
/** Zero-width joiners and variation selectors hold an emoji together. */
const JOINS = /^(?:\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}])$/u;
/** Code points of the label of what is read, beside that of what is produced. */
const LONGEST_READ = 40;
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** `[N]` what each token is called, as one line of visible text. */
export function tokenLabels(tokens: Tokens): readonly string[] {
  const parts = partsOfCharacters(tokens);
  return tokens.texts.map((text, token) => visible(text) + subscript(parts[token]!));
}

/**
 * `[N]` what each row of a decoder is called: by the token that it produces, with the one that it reads beside it.
 *
 * @param produced `[N]` labels of what is produced
 * @param read `[N]` labels of what is read
 */
export function producedLabels(produced: readonly string[], read: readonly string[]): readonly string[] {
  return produced.map((label, row) => `→ ${label} (${shortened(read[row] ?? "?")})`);
}

function shortened(label: string): string {
  const characters = Array.from(label);
  return characters.length > LONGEST_READ ? `${characters.slice(0, LONGEST_READ - 1).join("")}…` : label;
}

/** The text with its white space, controls and other invisible characters made visible. */
export function visible(text: string): string {
  if (text === "") return "∅";
  const characters = Array.from(text.replaceAll("\r\n", "\n"));
  const shown = characters.map((character, place) => {
    if (VISIBLE[character] !== undefined) return VISIBLE[character];
    if (JOINS.test(character) && place > 0 && place < characters.length) return character;
    if (isInvisible(character)) return named(character);
    return character;
  });
  // A combining mark alone would sit on whatever stands before the label.
  return (/^\p{M}/u.test(text) ? "◌" : "") + shown.join("");
}

/**
 * For each token the place it has, from 1, among the tokens that are parts of one character; 0 for a token that stands
 * for whole characters.
 */
function partsOfCharacters({ segments, starts, ends }: Tokens): Int32Array {
  const parts = new Int32Array(segments.length);
  for (let token = 1; token < parts.length; token++) {
    const shared =
      segments[token]! >= 0 &&
      segments[token] === segments[token - 1] &&
      starts[token] === starts[token - 1] &&
      ends[token] === ends[token - 1];
    if (!shared) continue;
    if (parts[token - 1] === 0) parts[token - 1] = 1;
    parts[token] = parts[token - 1]! + 1;
  }
  return parts;
}

function subscript(part: number): string {
  return part === 0 ? "" : String(part).replaceAll(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]!);
}
