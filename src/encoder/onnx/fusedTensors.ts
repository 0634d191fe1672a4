import type { AttentionSite } from "./attentionSite.js";
import type { GraphFragment } from "./graphFragment.js";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { integerOf } from "./nodeAttributes.js";
import type { StaticValues } from "./staticValues.js";

/** What a fragment computes of a fused operator. */
export interface FusedTensors {
  readonly heads: number | null;
  readonly keyHeads: number | null;
  readonly headDimension: number | null;
  readonly tensors: AttentionSite["tensors"];
  /** Values of which the queries and the keys are made. */
  readonly queryFrom: string;
  readonly keyFrom: string;
  /** Inputs that mask, and those that are added to the scores. */
  readonly masks: readonly string[];
  readonly addends: readonly string[];
  readonly causal: boolean;
  readonly local: boolean;
}

/** What a fragment is made from. */
export interface FusedNode {
  readonly node: OnnxNode;
  readonly index: GraphIndex;
  readonly values: StaticValues;
  readonly fragment: GraphFragment;
  /** For products and scores, which are computed for those who ask for them alone. */
  readonly scoreFragment: GraphFragment;
  /** Version of ONNX's own operators in the model. */
  readonly operatorSet: number;
}

/** Writes the nodes that compute what a fused operator does not offer; a sentence where that cannot be done. */
export type FragmentWriter = (fused: FusedNode) => FusedTensors | string;

/** Heads apart: `[1, N, heads · d]` → `[1, heads, N, d]`. */
export function splitHeads(fragment: GraphFragment, value: string, heads: number): string {
  const split = fragment.node("Reshape", [value, fragment.integers(0, 0, heads, -1)]);
  return fragment.node("Transpose", [split], {
    attributes: new Map([["perm", { kind: "ints", value: [0, 2, 1, 3] }]]),
  });
}

/** A node's number of heads, or null. */
export function headCount(node: OnnxNode, attribute: string): number | null {
  const heads = integerOf(node, attribute, 0);
  return heads > 0 ? heads : null;
}
