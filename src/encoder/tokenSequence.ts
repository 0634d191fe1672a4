import * as l10n from "@vscode/l10n";
import { shortened } from "../attention/shortened.js";
import type { Tokens } from "../attention/tokens.js";
import type { Truncation } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import type { SpecialTokens } from "./encoderDescription.js";
import type { SegmentTokens } from "./segmentTokenizer.js";
import { tooFewTokens } from "./tooFewTokens.js";

/** The tokens of the shortest sequence: `<s>`, one of a text, and `</s>`. */
const fewestTokens = 3;

/** What an encoder is given to read. */
export interface TokenSequence {
  readonly tokens: Tokens;
  readonly truncation: Truncation | null;
}

/** Tokenizes one segment, describing its first `atMost` tokens and counting all. */
export type TokenizeSegment = (segment: string, atMost: number) => Promise<SegmentTokens>;

/**
 * Joins segments to one sequence: `<s> first </s> second </s> …`.
 *
 * What exceeds `maximumTokens`, special tokens included, is dropped from the end; a segment of which nothing is left, or
 * which has no tokens, leaves no separator behind.
 *
 * @throws Failure `nothingToEncode` if no segment has a token; `inputsWrong` if `maximumTokens` is under 3
 */
export async function tokenSequence(
  segments: readonly string[],
  tokenize: TokenizeSegment,
  special: SpecialTokens,
  maximumTokens: number,
): Promise<TokenSequence> {
  if (maximumTokens < fewestTokens) throw tooFewTokens(fewestTokens - 1, maximumTokens, fewestTokens);
  const sequence = new SequenceBuilder();
  sequence.addSpecial(special.begin);
  let total = 0;
  let kept = 0;
  for (const [index, segment] of segments.entries()) {
    // Room for its separator is kept. Once a segment was cut there is none left, so that nothing follows the gap.
    const room = Math.max(0, maximumTokens - sequence.length - 1);
    const tokens = await tokenize(segment, room);
    total += tokens.total;
    if (tokens.ids.length === 0) continue;
    kept += tokens.ids.length;
    sequence.addSegment(index, tokens);
    sequence.addSpecial(special.separator);
  }
  if (kept === 0) throw new Failure("nothingToEncode", l10n.t("There is no text to encode here; select some words."));
  return { tokens: sequence.finish(), truncation: kept < total ? { kept, total } : null };
}

class SequenceBuilder {
  readonly #ids: number[] = [];
  readonly #texts: string[] = [];
  readonly #segments: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  get length(): number {
    return this.#ids.length;
  }

  addSpecial({ id, text }: { readonly id: number; readonly text: string }): void {
    this.#add(id, shortened(text), -1, -1, -1);
  }

  addSegment(index: number, { ids, texts, starts, ends }: SegmentTokens): void {
    for (const [token, id] of ids.entries()) this.#add(id, texts[token]!, index, starts[token]!, ends[token]!);
  }

  finish(): Tokens {
    return {
      ids: Int32Array.from(this.#ids),
      texts: this.#texts,
      segments: Int32Array.from(this.#segments),
      starts: Int32Array.from(this.#starts),
      ends: Int32Array.from(this.#ends),
    };
  }

  #add(id: number, text: string, segment: number, start: number, end: number): void {
    this.#ids.push(id);
    this.#texts.push(text);
    this.#segments.push(segment);
    this.#starts.push(start);
    this.#ends.push(end);
  }
}
