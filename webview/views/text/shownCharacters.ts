import { isInvisible, named } from "../../../src/attention/invisible.js";

/** What stands before line breaks and tabs that a token is made of: browsers paint neither of them. */
const LINE_END = "⏎";
const TAB = "⇥";
export const SIGNS = new RegExp(`[${LINE_END}${TAB}](?=[\\n\\t])`, "g");
const CARRIAGE_RETURN = "␍";

/** Zero-width joiners, variation selectors and tags hold an emoji together. */
const JOINS = /^(?:\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}])$/u;

/**
 * A piece of the person's text as it is shown: characters that draw nothing, or that move what stands beside them, by
 * their code points; tabs, spaces and line breaks as they are.
 *
 * @param signs whether each line break and each tab has a sign before it
 */
export function shownCharacters(text: string, signs: boolean): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const characters = Array.from(text.replaceAll("\r\n", "\n"));
  return characters.map((character, place) => shownCharacter(character, place > 0, signs)).join("");
}

function shownCharacter(character: string, follows: boolean, signs: boolean): string {
  if (character === "\n") return signs ? `${LINE_END}\n` : "\n";
  if (character === "\t") return signs ? `${TAB}\t` : "\t";
  if (character === "\r") return CARRIAGE_RETURN;
  if (follows && JOINS.test(character)) return character;
  return isInvisible(character) ? named(character) : character;
}

// Made when the first text is shown: it takes as long as half of the page's script, and the first picture waits for that.
let graphemes: Intl.Segmenter | null = null;

/** Where the character as a reader has it ends that an offset falls into: the offset itself between two of them. */
export function characterEnd(text: string, offset: number): number {
  // Between printable ASCII there is always a boundary.
  if (offset <= 0 || offset >= text.length || isPlain(text, offset - 1, offset)) return offset;
  // A cluster is short: a window finds it, where segmenting all of a long text would take long.
  const from = Math.max(0, offset - CLUSTER);
  graphemes ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  const around = graphemes.segment(text.slice(from, offset + CLUSTER));
  const { index, segment } = around.containing(offset - from)!;
  return index + from === offset ? offset : from + index + segment.length;
}

/** UTF-16 units that one character as a reader has it may have; a longer one is parted. */
const CLUSTER = 64;

function isPlain(text: string, ...places: readonly number[]): boolean {
  return places.every((place) => {
    const unit = text.charCodeAt(place);
    return unit >= 0x20 && unit < 0x7f;
  });
}
