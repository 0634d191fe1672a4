import { splitHeads } from "./fusedTensors.js";
import type { GraphFragment } from "./graphFragment.js";
import type { OnnxAttribute } from "./model.js";

/** What `com.microsoft::MultiHeadAttention` multiplies: `[1, N, heads · d]`. */
export interface MultiHead {
  readonly query: string;
  readonly key: string;
  readonly value: string;
}

interface IdentityOptions {
  readonly heads: number;
  readonly keyPaddingMask: string;
  readonly attentionBias: string;
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/**
 * The probabilities `[1, heads, N, M]` of a multi-head attention: what it computes where the value of the key j is the
 * j-th unit vector.
 */
export function identityValues(fragment: GraphFragment, { query, key }: MultiHead, options: IdentityOptions): string {
  const { heads, keyPaddingMask, attentionBias } = options;
  const keyShape = fragment.node("Shape", [key]);
  const keys = fragment.node("Gather", [keyShape, fragment.integers(1)]);
  const axis = { attributes: new Map<string, OnnxAttribute>([["axis", { kind: "int", value: 0 }]]) };
  const square = fragment.node("Concat", [keys, keys], axis);
  const zeros = fragment.node("ConstantOfShape", [square]);
  const identity = fragment.node("CastLike", [fragment.node("EyeLike", [zeros]), query]);
  const batch = fragment.node("Reshape", [identity, fragment.node("Concat", [fragment.integers(1), square], axis)]);
  const values = fragment.node("Tile", [batch, fragment.integers(1, 1, heads)]);
  const inputs = [query, key, values, "", keyPaddingMask, attentionBias];
  const { attributes } = options;
  const context = fragment.node("MultiHeadAttention", inputs, { domain: "com.microsoft", attributes });
  return splitHeads(fragment, context, heads);
}
