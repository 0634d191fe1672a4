import type { AttentionGroup } from "./attentionGroup.js";
import type { Tokens } from "./tokens.js";

/** Every group there may be. */
export const attentionGroups = ["encoder", "decoder", "cross"] as const satisfies readonly AttentionGroup[];

/** What an encoder reads, and what a decoder writes. A model that is only the one or the other has `source` alone. */
export type TokenSide = "source" | "target";

/** Something for the tokens of each side. */
export type BySide<T> = Readonly<Record<TokenSide, T>>;

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
  /** What the decoder of an encoder-decoder was given; null for other models. */
  readonly targetTokens: Tokens | null;
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
export function tokensOf({ tokens, targetTokens }: TracedTokens, side: TokenSide): Tokens {
  if (side === "source") return tokens;
  if (targetTokens === null) throw new RangeError("no target tokens");
  return targetTokens;
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
