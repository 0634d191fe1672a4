/** What one row or column of a map stands for. Each is made of the one before it. */
export const merges = ["tokens", "words", "identifiers", "lines"] as const;
export type Merge = (typeof merges)[number];

/** How a weight becomes a pixel. */
export const scales = ["squareRoot", "linear", "logarithmic"] as const;
export type Scale = (typeof scales)[number];

/** What the largest pixel stands for: the largest weight of the map, or of its row. */
export const scaledOver = ["map", "row"] as const;
export type ScaledOver = (typeof scaledOver)[number];

/** How a thumbnail's cell stands for a block of weights. */
export const poolings = ["max", "mean"] as const;
export type Pooling = (typeof poolings)[number];

/** The most keys that `topK` may keep: beyond it nobody reads single weights, and choosing them takes long. */
export const MOST_KEPT = 64;

/**
 * What is done to a head's attention before it is shown, in this order: heads are combined (`HeadSet`), special tokens
 * dropped, tokens merged, weights under a threshold and beyond the strongest keys set to 0. The rest is about pixels.
 */
export interface Recipe {
  /** Leaves special tokens out and divides each row by what remains, so that it sums to 1 again. */
  readonly dropSpecial: boolean;
  /** Columns that are merged add up, rows are averaged (Clark et al. 2019, section 4.1). */
  readonly merge: Merge;
  /** Weights below are shown as 0; in [0, 1]. */
  readonly threshold: number;
  /** How many keys a query keeps, the strongest; null for all. In [1, MOST_KEPT]. */
  readonly topK: number | null;
  readonly scale: Scale;
  readonly scaledOver: ScaledOver;
  readonly pooling: Pooling;
}

/** Attention as the encoder computed it. */
export const plainRecipe: Recipe = {
  dropSpecial: false,
  merge: "tokens",
  threshold: 0,
  topK: null,
  scale: "squareRoot",
  scaledOver: "map",
  pooling: "max",
};

/** Whether a recipe leaves every weight as it is. */
export function keepsWeights({ dropSpecial, merge, threshold, topK }: Recipe): boolean {
  return !dropSpecial && merge === "tokens" && threshold === 0 && topK === null;
}

/** Whether two recipes leave the same weights: they may differ in what pixels alone are made by. */
export function sameWeights(one: Recipe, other: Recipe): boolean {
  const { dropSpecial, merge, threshold, topK } = one;
  return (
    dropSpecial === other.dropSpecial && merge === other.merge && threshold === other.threshold && topK === other.topK
  );
}
