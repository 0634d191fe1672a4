import * as l10n from "@vscode/l10n";
import type { BlockedSite } from "./attentionSite.js";
import { attentionFragment } from "./attentionFragment.js";
import { groupQueryFragment } from "./groupQueryFragment.js";
import { GraphFragment } from "./graphFragment.js";
import type { GraphIndex } from "./graphIndex.js";
import { scoreChanges } from "./maskKinds.js";
import type { OnnxModel, OnnxNode } from "./model.js";
import { multiHeadFragment } from "./multiHeadFragment.js";
import { floatOf, nodeName, operatorName } from "./nodeAttributes.js";
import type { FragmentWriter } from "./fusedTensors.js";
import type { UnplacedSite } from "./softmaxSites.js";
import { standardAttentionFragment } from "./standardAttentionFragment.js";
import type { StaticValues } from "./staticValues.js";

const writers: Readonly<Record<string, FragmentWriter>> = {
  Attention: standardAttentionFragment,
  "com.microsoft::Attention": attentionFragment,
  "com.microsoft::QAttention": attentionFragment,
  "com.microsoft::MultiHeadAttention": multiHeadFragment,
  "com.microsoft::GroupQueryAttention": groupQueryFragment,
};

const packed: ReadonlySet<string> = new Set([
  "com.microsoft::PackedAttention",
  "com.microsoft::PackedMultiHeadAttention",
]);

/** Whether a node computes attention as a whole. */
export function isFusedAttention(node: OnnxNode): boolean {
  return (node.domain === "" || node.domain === "com.microsoft") && node.operator.endsWith("Attention");
}

/** The attention of a fused operator, with the nodes that compute its probabilities; or why they cannot be had. */
export function fusedSite(
  node: OnnxNode,
  index: GraphIndex,
  values: StaticValues,
  { operatorSets }: OnnxModel,
): UnplacedSite | BlockedSite {
  const operator = operatorName(node);
  const name = nodeName(node);
  const blocked = (reason: string): BlockedSite => ({ node: name, operator, reason });
  if (node.outputs[0] === undefined) return blocked(l10n.t("it has no output"));
  const write = writers[operator];
  if (!write)
    return blocked(
      packed.has(operator)
        ? l10n.t("it runs on CUDA alone and packs several texts into one row")
        : l10n.t("this operator offers no probabilities and none can be computed from its inputs"),
    );
  const fragment = new GraphFragment(`attention_inspector/${node.index}`);
  const scoreFragment = new GraphFragment(`attention_inspector/scores/${node.index}`);
  const fused = write({ node, index, values, fragment, scoreFragment, operatorSet: operatorSets.get("") ?? 0 });
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
  const facts: UnplacedSite["facts"] = {
    node: name,
    operator,
    ...rest,
    scale,
    divisors: {},
    bias: changes.bias,
    mask: (["padding", "causal", "local", "other"] as const).filter((kind) => kinds.has(kind)),
    axes: {},
    fragment: fragment.bytes(),
    scoreFragment: scoreFragment.bytes(),
  };
  return { facts, queryFrom, keyFrom };
}
