import type { AttentionGroup } from "../../attention/attentionGroup.js";

/** Where attention is computed in a graph. */
export interface AttentionSite {
  /** Its place among its group's sites, from 0. */
  readonly layer: number;
  readonly group: AttentionGroup;
  /** The name of the node that normalizes the scores, or of the fused node. */
  readonly node: string;
  /** `Softmax`, `com.microsoft::MultiHeadAttention`, … */
  readonly operator: string;
  /** The heads of the queries; null where only a run tells. */
  readonly heads: number | null;
  /** The heads of keys and values, fewer than `heads` where queries share them; null where only a run tells. */
  readonly keyHeads: number | null;
  /** d_k; null where only a run tells. */
  readonly headDimension: number | null;
  /** What query · keyᵀ is multiplied by; null where it is no constant. 1 where it is not scaled (T5). */
  readonly scale: number | null;
  /**
   * What the graph's values of some tensors are divided by, so that no part of `scale` is in them: exporters multiply it into
   * queries and keys, before or after their heads are split.
   */
  readonly divisors: Readonly<Partial<Record<SiteTensor, number>>>;
  /** What keeps a query from a key. `local`: a sliding window. `other`: a mask of a kind that was not recognised. */
  readonly mask: readonly ("padding" | "causal" | "local" | "other")[];
  /** What is added to the scores besides the mask. */
  readonly bias: "none" | "relative" | "alibi" | "disentangled" | "other";
  /** Names of values in the graph (or of those that `fragment` adds), each null where there is none to be had. */
  readonly tensors: Readonly<Record<SiteTensor, string | null>>;
  /**
   * How a value's last axes stand where it is not heads, tokens (of the query, for products and scores), rest: a letter an
   * axis, `h` heads (or a batch of 1), `n` tokens, `d` dimensions.
   */
  readonly axes: Readonly<Partial<Record<SiteTensor, string>>>;
  /** A serialized `ModelProto` of nodes that compute what a fused operator does not offer; null where none are needed. */
  readonly fragment: Uint8Array | null;
  /** The same for products and scores, which only a run that is asked for them computes; it builds on `fragment`. */
  readonly scoreFragment: Uint8Array | null;
}

/**
 * What a site computes with. Shapes after `siteArray` (`encoder/siteArray.ts`): heads first, no batch.
 *
 * - `products` query · keyᵀ, before anything else is done to it
 * - `scores` what the softmax normalizes: the products after scale, cap, bias and mask; `probabilities` their softmax
 */
export type SiteTensor = "query" | "key" | "value" | "products" | "scores" | "probabilities" | "context";

/** A place that looks like attention and was not recognised, with the reason as a sentence for the person. */
export interface BlockedSite {
  readonly node: string;
  readonly operator: string;
  readonly reason: string;
}

/** What was found in a graph. */
export interface AttentionSites {
  readonly sites: readonly AttentionSite[];
  readonly blocked: readonly BlockedSite[];
}
