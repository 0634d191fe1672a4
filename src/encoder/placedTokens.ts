import type { Tokens } from "../attention/tokens.js";
import type { CheckedEncoding } from "./checkedEncoding.js";
import { tokenRanges } from "./tokenRanges.js";
import type { VocabularyTexts } from "./vocabularyTexts.js";

/**
 * The tokens of an encoding, each with its range in its text.
 *
 * @param cut the encoding, or its beginning where it was too long
 * @param whole the encoding before it was cut: it tells where the text of the tokens that were left out begins
 * @param texts the vocabulary's
 */
export function placedTokens(
  cut: CheckedEncoding,
  whole: CheckedEncoding,
  segments: readonly string[],
  vocabulary: VocabularyTexts,
): Tokens {
  const n = cut.ids.length;
  const texts = Array.from(cut.ids, (id, token) => (cut.segments[token] === -1 ? vocabulary.name(id) : ""));
  const [starts, ends] = [new Int32Array(n).fill(-1), new Int32Array(n).fill(-1)];
  for (const [index, segment] of segments.entries()) {
    const own = placesOf(cut, index);
    const all = cut === whole ? own : placesOf(whole, index);
    // One more, if there is one: text between the last token and it may belong to a token that is left out.
    const described = all.slice(0, own.length + 1);
    const [from, to] = [new Int32Array(described.length), new Int32Array(described.length)];
    // One call a token: getOffsets() would make an array of arrays for all of a long text.
    for (const [token, place] of described.entries()) {
      [from[token], to[token]] = whole.encoding.tokenToChars(place) ?? [to[token - 1] ?? 0, to[token - 1] ?? 0];
    }
    const marks = Int32Array.from(described, (place) => vocabulary.marks(whole.ids[place]!));
    const ranges = tokenRanges(segment, { starts: from, ends: to, marks }, described.length < all.length);
    const ids = Int32Array.from(own, (place) => cut.ids[place]!);
    for (const [token, text] of vocabulary.of(segment, ids, ranges).entries()) {
      const place = own[token]!;
      [texts[place], starts[place], ends[place]] = [text, ranges.starts[token]!, ranges.ends[token]!];
    }
  }
  return { ids: cut.ids, texts, segments: cut.segments, starts, ends };
}

/** The tokens of one text, in order. */
function placesOf({ segments }: CheckedEncoding, index: number): number[] {
  const places: number[] = [];
  for (const [token, segment] of segments.entries()) if (segment === index) places.push(token);
  return places;
}
