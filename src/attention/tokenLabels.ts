import { INVISIBLE, named } from "./invisible.js";
import { shortened } from "./shortened.js";
import type { Tokens } from "./tokens.js";

const VISIBLE: Readonly<Record<string, string>> = { " ": "·", "\n": "⏎", "\t": "⇥", "\u00a0": "⍽", "\u3000": "␣" };
/** What is not shown as it is. */
const REPLACED = new RegExp(`[ \\n\\t\\u00a0\\u3000]|${INVISIBLE.source}`, "gu");
const ALL_INVISIBLE = new RegExp(INVISIBLE.source, "gu");
/** Zero-width joiners and variation selectors hold an emoji together. */
const JOINS = /^(?:\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}])$/u;
/** Code points of the label of what is read, beside that of what is produced. */
const LONGEST_READ = 40;
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** `[N]` what each token is called, as one line of visible text of bounded length. */
export function tokenLabels(tokens: Tokens): readonly string[] {
  const parts = partsOfText(tokens);
  return tokens.texts.map((text, token) => visible(text) + subscript(parts[token]!));
}

/**
/**
 * `[N]` what each row of a decoder is called: by the token that it produces, with the one that it reads beside it.
 *
 * @param produced `[N]` labels of what is produced
 * @param read `[N]` labels of what is read
 */
export function producedLabels(produced: readonly string[], read: readonly string[]): readonly string[] {
  return produced.map((label, row) => `→ ${label} (${shortened(read[row] ?? "?", LONGEST_READ)})`);
}

/**
 * The text as one line, its white space, controls and other invisible characters made visible; the middle of a long one
 * is left out.
 */
export function visible(text: string): string {
  if (text === "") return "∅";
  const line = shortenedForLabel(text)
    .replaceAll("\r\n", "\n")
    .replace(REPLACED, (character, place: number) => {
      if (VISIBLE[character] !== undefined) return VISIBLE[character];
      return JOINS.test(character) && place > 0 ? character : named(character);
    });
  // A combining mark alone would sit on whatever stands before the label.
  return (/^\p{M}/u.test(text) ? "◌" : "") + line;
}

/** Invisible characters of a label, each of which takes up to eight places, before only its two ends are shown. */
const mostInvisible = 16;

function shortenedForLabel(text: string): string {
  const short = shortened(text);
  if (short.length <= mostInvisible) return short;
  let count = 0;
  for (const match of short.matchAll(ALL_INVISIBLE)) {
    if (match[0] !== "\u200d" && ++count > mostInvisible) return shortened(text, mostInvisible);
  }
  return short;
}

/**
 * `[N]` for each token its place, from 1, among the tokens one after the other that share text, such as the parts of a
 * character; 0 for a token that shares none.
 */
function partsOfText({ segments, starts, ends }: Tokens): Int32Array {
  const parts = new Int32Array(segments.length);
  /** The last token that stands for text, and where the text of its group ends. */
  let last = -1;
  let end = -1;
  for (let token = 0; token < parts.length; token++) {
    if (segments[token]! < 0 || starts[token] === ends[token]) continue;
    if (last >= 0 && segments[token] === segments[last] && starts[token]! < end) {
      if (parts[last] === 0) parts[last] = 1;
      parts[token] = parts[last]! + 1;
      end = Math.max(end, ends[token]!);
    } else end = ends[token]!;
    last = token;
  }
  return parts;
}

function subscript(part: number): string {
  return part === 0 ? "" : String(part).replaceAll(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]!);
}
