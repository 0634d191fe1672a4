import type { GraphFragment } from "./graphFragment.js";
import type { MultiHead } from "./identityValues.js";
import type { OnnxAttribute } from "./model.js";

/** How a multi-head attention masks. */
export interface Masking {
  readonly keyPaddingMask: string;
  readonly attentionBias: string;
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/**
 * The scores `[1, heads, N, M]` of `com.microsoft::MultiHeadAttention`: its output `qk`, which ONNX Runtime takes where its
 * softmax begins, so that masks and biases are in it. What stands in for the values does not matter.
 */
export function multiHeadScores(
  fragment: GraphFragment,
  { query, key }: Omit<MultiHead, "value">,
  { keyPaddingMask, attentionBias, attributes }: Masking,
  elementType: number,
): string {
  const inputs = [query, key, key, "", keyPaddingMask, attentionBias];
  const options = { domain: "com.microsoft", attributes, outputs: 4, without: [1, 2] };
  const scores = fragment.nodeOf("MultiHeadAttention", inputs, options)[3]!;
  fragment.type(scores, elementType);
  return scores;
}

/**
 * Scores where an operator gives none for the keys that it leaves out: −∞ wherever the probability is 0.
 *
 * @param given scores of the keys that are attended to
 */
export function withoutMaskedKeys(fragment: GraphFragment, given: string, probabilities: string): string {
  const attended = fragment.node("Cast", [probabilities], {
    attributes: new Map([["to", { kind: "int", value: BOOL }]]),
  });
  return fragment.node("Where", [attended, given, fragment.node("Log", [fragment.node("Sign", [probabilities])])]);
}

/** `TensorProto.DataType.BOOL` */
const BOOL = 9;

/**
 * The products of queries and keys, `[keyHeads, heads / keyHeads, N, M]`, of `[1, heads, N, d]` and `[1, keyHeads, M, d]`.
 */
export function headProducts(fragment: GraphFragment, query: string, key: string, keyHeads: number): string {
  const apart = (value: string) => fragment.node("Reshape", [value, fragment.integers(keyHeads, -1, 0, 0)]);
  const turned = fragment.node("Transpose", [apart(key)], {
    attributes: new Map([["perm", { kind: "ints", value: [0, 1, 3, 2] }]]),
  });
  return fragment.node("MatMul", [apart(query), turned]);
}
