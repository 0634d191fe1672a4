import type { Encoding } from "tokenizers";

/** What a tokenizer made of a text or a pair, as arrays of one length. */
export interface CheckedEncoding {
  readonly encoding: Encoding;
  /** `[N]` */
  readonly ids: Int32Array;
  /** `[N]` which text a token stands for; -1 for a special token that the post-processor added. */
  readonly segments: Int32Array;
  /** `[N]` which text of a pair a token belongs to, as the tokenizer says it. */
  readonly types: readonly number[];
}

/**
 * Takes an encoding out of the native tokenizer; null if its arrays are of different lengths.
 *
 * The tokens' texts of an encoding are not read: a post-processor may give a special token several ids and fewer texts,
 * after which every text stands at another token's place.
 *
 * @param texts how many there are
 */
export function checkedEncoding(encoding: Encoding, texts: number): CheckedEncoding | null {
  const ids = encoding.getIds();
  const types = encoding.getTypeIds();
  const special = encoding.getSpecialTokensMask();
  const sequences = encoding.getSequenceIds();
  const n = encoding.getLength();
  if ([ids, types, special, sequences].some(({ length }) => length !== n)) return null;
  const segments = Int32Array.from(sequences, (sequence, token) =>
    special[token] === 1 || sequence == null || sequence >= texts ? -1 : sequence,
  );
  return { encoding, ids: Int32Array.from(ids), segments, types };
}

/** How many tokens stand for text. */
export function textTokens({ segments }: CheckedEncoding): number {
  return segments.reduce((count, segment) => count + (segment >= 0 ? 1 : 0), 0);
}
