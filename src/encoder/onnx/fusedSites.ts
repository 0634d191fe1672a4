import type { AttentionSite, BlockedSite } from "./attentionSite.js";
import { attentionFragment } from "./attentionFragment.js";
import { groupQueryFragment } from "./groupQueryFragment.js";
import { GraphFragment } from "./graphFragment.js";
import type { GraphIndex } from "./graphIndex.js";
import { scoreChanges } from "./maskKinds.js";
import type { OnnxModel, OnnxNode } from "./model.js";
import { multiHeadFragment } from "./multiHeadFragment.js";
import { floatOf, integerOf, operatorName } from "./nodeAttributes.js";
import type { UnplacedSite } from "./softmaxSites.js";
import { standardAttentionFragment } from "./standardAttentionFragment.js";
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
  /** Version of ONNX's own operators in the model. */
  readonly operatorSet: number;
}

/** Writes the nodes that compute what a fused operator does not offer; a sentence where that cannot be done. */
export type FragmentWriter = (fused: FusedNode) => FusedTensors | string;

const writers: Readonly<Record<string, FragmentWriter>> = {
  Attention: standardAttentionFragment,
  "com.microsoft::Attention": attentionFragment,
  "com.microsoft::QAttention": attentionFragment,
  "com.microsoft::MultiHeadAttention": multiHeadFragment,
  "com.microsoft::GroupQueryAttention": groupQueryFragment,
};

const unsupported: Readonly<Record<string, string>> = {
  "com.microsoft::PackedAttention": "it runs on CUDA alone and packs several texts into one row",
  "com.microsoft::PackedMultiHeadAttention": "it runs on CUDA alone and packs several texts into one row",
};

/** Whether a node computes attention as a whole. */
export function isFusedAttention(node: OnnxNode): boolean {
  return (node.domain === "" || node.domain === "com.microsoft") && /Attention$/.test(node.operator);
}

/** The attention of a fused operator, with the nodes that compute its probabilities; or why they cannot be had. */
export function fusedSite(
  node: OnnxNode,
  index: GraphIndex,
  values: StaticValues,
  { operatorSets }: OnnxModel,
): UnplacedSite | BlockedSite {
  const operator = operatorName(node);
  const name = node.name || node.outputs[0]!;
  const blocked = (reason: string): BlockedSite => ({ node: name, operator, reason });
  const write = writers[operator];
  if (!write)
    return blocked(
      unsupported[operator] ?? "this operator offers no probabilities and none can be computed from its inputs",
    );
  const fragment = new GraphFragment(`attention_inspector/${node.index}`);
  const fused = write({ node, index, values, fragment, operatorSet: operatorSets.get("") ?? 0 });
  if (typeof fused === "string") return blocked(fused);
  const { masks, addends, causal, local, queryFrom, keyFrom, ...rest } = fused;
  const changes = scoreChanges(addends, masks, rest.heads, index, values);
  const kinds = new Set([
    ...changes.mask,
    ...(causal ? ["causal" as const] : []),
    ...(local ? ["local" as const] : []),
  ]);
  const ownScale = floatOf(node, "scale", 0);
  const scale = ownScale !== 0 ? ownScale : rest.headDimension === null ? null : 1 / Math.sqrt(rest.headDimension);
  return {
    node: name,
    operator,
    ...rest,
    scale,
    bias: changes.bias,
    mask: (["padding", "causal", "local", "other"] as const).filter((kind) => kinds.has(kind)),
    axes: {},
    fragment: fragment.bytes(),
    queryFrom,
    keyFrom,
  };
}

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
