import type { GraphFragment } from "./graphFragment.js";
import type { OnnxAttribute } from "./model.js";

/** What `com.microsoft::MultiHeadAttention` multiplies: `[1, N, heads · d]`, or keys and values `[1, heads, N, d]`. */
export interface MultiHead {
  readonly query: string;
  readonly key: string;
  readonly value: string;
}

interface IdentityOptions {
  readonly heads: number;
  /** Whether keys and values have their heads apart. */
  readonly keysApart: boolean;
  readonly keyPaddingMask: string;
  readonly attentionBias: string;
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/**
 * The probabilities `[1, heads, N, M]` of a multi-head attention: what it computes where the value of the key j is the
 * j-th unit vector.
 */
export function identityValues(fragment: GraphFragment, { query, key }: MultiHead, options: IdentityOptions): string {
  const { heads, keysApart, keyPaddingMask, attentionBias } = options;
  const keyShape = fragment.node("Shape", [key]);
  const keys = fragment.node("Gather", [keyShape, fragment.integers(keysApart ? 2 : 1)]);
  const square = fragment.node("Concat", [keys, keys], {
    attributes: new Map([["axis", { kind: "int", value: 0 }]]),
  });
  const zeros = fragment.node("ConstantOfShape", [square]);
  const identity = fragment.node("CastLike", [fragment.node("EyeLike", [zeros]), query]);
  const one = fragment.integers(1);
  const axis = { attributes: new Map<string, OnnxAttribute>([["axis", { kind: "int", value: 0 }]]) };
  const values = keysApart
    ? fragment.node("Expand", [identity, fragment.node("Concat", [fragment.integers(1, heads), square], axis)])
    : fragment.node("Tile", [
        fragment.node("Reshape", [identity, fragment.node("Concat", [one, square], axis)]),
        fragment.integers(1, 1, heads),
      ]);
  const inputs = [query, key, values, "", keyPaddingMask, attentionBias];
  const { attributes } = options;
  const context = fragment.node("MultiHeadAttention", inputs, { domain: "com.microsoft", attributes });
  const split = fragment.node("Reshape", [context, fragment.integers(0, 0, heads, -1)]);
  return fragment.node("Transpose", [split], {
    attributes: new Map([["perm", { kind: "ints", value: [0, 2, 1, 3] }]]),
  });
}
