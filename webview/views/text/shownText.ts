import { isSpecial } from "../../../src/attention/tokens.js";
import type { TraceSummary } from "../../../src/attention/trace.js";
import type { AxisUnits } from "../../state/mapInView.js";
import { ShownTextBuilder } from "./shownTextBuilder.js";

/** A run of text in one text node: of the person's, or the names of special tokens. */
export interface ShownPiece {
  readonly kind: "text" | "special";
  readonly text: string;
}

/** A part of a piece, in UTF-16 units of its text. */
export interface ShownSpan {
  readonly piece: number;
  readonly start: number;
  readonly end: number;
}

/** One side's text as it is shown, with the place of every unit in it. */
export interface ShownText {
  readonly pieces: readonly ShownPiece[];
  /** The pieces of each segment, by index, in the order in which they stand. */
  readonly blocks: readonly (readonly number[])[];
  /** `[units]` none overlaps another; each holds one character at least. */
  readonly spans: readonly ShownSpan[];
  /** What the encoder did not read, or the recipe leaves out. */
  readonly uncovered: readonly ShownSpan[];
  /** Signs that stand before line breaks and tabs. */
  readonly signs: readonly ShownSpan[];
  /** Whether there is ink among what the encoder did not read. */
  readonly unread: boolean;
}

/** Segments of which nothing was read: no token of any side stands in them. */
export function cutOffSegments({ tokens, targetTokens, producedTokens, segments }: TraceSummary): readonly number[] {
  const read = new Set([...tokens.segments, ...(targetTokens?.segments ?? []), ...(producedTokens?.segments ?? [])]);
  // Tokens that were given as ids stand for no text at all.
  return read.size === 1 && read.has(-1) ? [] : [...segments.keys()].filter((segment) => !read.has(segment));
}

/**
 * Lays one side's units out as the text they were made of. A unit that shares its characters with the one before it, as
 * parts of one character do, or that has none, gets a sign of its own after them: a subscript number, or
 * its name.
 *
 * @param segments the texts that the tokens' offsets count in
 * @param cutOff those of which nothing was read
 */
export function shownText(axis: AxisUnits, segments: readonly string[], cutOff: readonly number[]): ShownText {
  const { tokens, units } = axis;
  const builder = new ShownTextBuilder(segments);
  const anyText = tokens.segments.some((segment) => segment >= 0);
  for (let token = 0; token < tokens.ids.length; token++) {
    const unit = units.unitOf[token]!;
    const past = unit < 0 ? token + 1 : units.firsts[unit]! + units.counts[unit]!;
    if (!anyText) builder.addName(tokens.texts[token]!, unit, axis.names.labels[unit]);
    else if (isSpecial(tokens, token)) builder.addSpecial(tokens.texts[token]!, unit);
    else {
      let end = tokens.ends[token]!;
      for (let part = token + 1; part < past; part++) end = Math.max(end, tokens.ends[part]!);
      builder.addUnit(tokens.segments[token]!, [tokens.starts[token]!, end], unit, tokens.texts[token]!);
    }
    token = past - 1;
  }
  return builder.finish(cutOff);
}
