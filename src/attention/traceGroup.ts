import type { AttentionGroup } from "./attentionGroup.js";
import type { Tokens } from "./tokens.js";

/** Every group there may be. */
export const attentionGroups = ["encoder", "decoder", "cross"] as const satisfies readonly AttentionGroup[];

/**
 * What an encoder reads, what a decoder reads, and what the decoder produces: its row of the input `target` i produces the
 * token `produced` i. A model that is only an encoder or only a decoder has `source` alone.
 */
export const tokenSides = ["source", "target", "produced"] as const;
export type TokenSide = (typeof tokenSides)[number];

/** Something for the tokens of each side. */
export type BySide<T> = Readonly<Record<TokenSide, T>>;

/** Makes something for the tokens of each side. */
export function bySide<T>(make: (side: TokenSide) => T): BySide<T> {
  return { source: make("source"), target: make("target"), produced: make("produced") };
}

/** The attention of one group of a trace. */
export interface TraceGroup {
  readonly group: AttentionGroup;
  readonly layers: number;
  /** Of the layer that has most; a layer with fewer has NaN in the place of those it lacks. */
  readonly heads: number;
  readonly queries: TokenSide;
  readonly keys: TokenSide;
}

/** One head of a trace, counted from 0. */
export interface HeadPlace {
  readonly group: AttentionGroup;
  readonly layer: number;
  readonly head: number;
}

/** The tokens of a trace. */
export interface TracedTokens {
  readonly tokens: Tokens;
  /** What the decoder of an encoder-decoder read, its start token first; null for other models. */
  readonly targetTokens: Tokens | null;
  /** `[target tokens]` what each row of that decoder produces; null for other models. */
  readonly producedTokens: Tokens | null;
}

/** What of a trace tells which heads there are. */
export interface TracedGroups extends TracedTokens {
  readonly groups: readonly TraceGroup[];
}

/**
 * A group of a trace.
 *
 * @throws RangeError when the trace has no such group.
 */
export function groupOf({ groups }: TracedGroups, group: AttentionGroup): TraceGroup {
  const found = groups.find((one) => one.group === group);
  if (!found) throw new RangeError(`no ${group} attention`);
  return found;
}

/**
 * The tokens of one side.
 *
 * @throws RangeError for the target of a model that has none.
 */
export function tokensOf(trace: TracedTokens, side: TokenSide): Tokens {
  const tokens = tokensIfAny(trace, side);
  if (tokens === null) throw new RangeError(`no ${side} tokens`);
  return tokens;
}

/** The tokens of one side; null if the model has no such side. */
export function tokensIfAny({ tokens, targetTokens, producedTokens }: TracedTokens, side: TokenSide): Tokens | null {
  return side === "source" ? tokens : side === "target" ? targetTokens : producedTokens;
}

/** What a decoder reads for each token of a side that it produces; null for the other sides. */
export function readFor({ targetTokens }: TracedTokens, side: TokenSide): Tokens | null {
  return side === "produced" ? targetTokens : null;
}

/** Whether a group's rows and columns count the same places: those of one sequence. */
export function isOfOneSequence({ queries, keys }: Pick<TraceGroup, "queries" | "keys">): boolean {
  return (queries === "source") === (keys === "source");
}

/** Rows and columns of a group's maps: how many queries and how many keys there are. */
export function mapSize(trace: TracedTokens, { queries, keys }: TraceGroup): { rows: number; columns: number } {
  return { rows: tokensOf(trace, queries).ids.length, columns: tokensOf(trace, keys).ids.length };
}

/** The head nearest to the one asked for that a trace has: a view kept from another encoder may name one that it lacks. */
export function nearestHead({ groups }: TracedGroups, { group, layer, head }: HeadPlace): HeadPlace {
  const found = groups.find((one) => one.group === group) ?? groups[0]!;
  const clamp = (index: number, count: number) => Math.max(0, Math.min(count - 1, index));
  return { group: found.group, layer: clamp(layer, found.layers), head: clamp(head, found.heads) };
}
