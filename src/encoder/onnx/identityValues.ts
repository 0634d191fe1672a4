import { elementTypes } from "./elementTypes.js";
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
 * Adds nodes that compute the probabilities `[1, heads, N, M]` of a multi-head attention: its result if the value of
 * key j is the j-th unit vector. They compute in float32 whatever the model's precision, because only `CastLike`
 * (operator set 15) could give the identity the type of the queries, which a graph need not tell.
 */
export function identityValues(fragment: GraphFragment, { query, key }: MultiHead, options: IdentityOptions): string {
  const { heads, keyPaddingMask, attentionBias, attributes } = options;
  const keys = keyCount(fragment, key);
  const square = fragment.node("Concat", [keys, keys], firstAxis);
  const identity = fragment.node("EyeLike", [fragment.node("ConstantOfShape", [square])]);
  const shape = fragment.node("Concat", [fragment.integers(1), square], firstAxis);
  const values = fragment.node("Tile", [fragment.node("Reshape", [identity, shape]), fragment.integers(1, 1, heads)]);
  const [queries, keyVectors, bias] = [query, key, attentionBias].map((name) => inFloat32(fragment, name));
  const inputs = [queries!, keyVectors!, values, "", keyPaddingMask, bias!];
  const context = fragment.node("MultiHeadAttention", inputs, { domain: "com.microsoft", attributes });
  return splitHeads(fragment, context, heads);
}

/** Adds a node that gives how many keys `[1, M, heads · d]` holds, as int64 `[1]`. */
export function keyCount(fragment: GraphFragment, key: string): string {
  return fragment.node("Gather", [fragment.node("Shape", [key]), fragment.integers(1)]);
}

/** Adds a node that turns a value into float32; "" stays "". */
export function inFloat32(fragment: GraphFragment, value: string): string {
  return value === "" ? "" : fragment.cast(value, elementTypes.float32);
}

const firstAxis = { attributes: new Map<string, OnnxAttribute>([["axis", { kind: "int", value: 0 }]]) };
