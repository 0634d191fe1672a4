import * as l10n from "@vscode/l10n";
import { elementTypes } from "./elementTypes.js";
import { floatType } from "./floatType.js";
import { headProducts, withoutMaskedKeys } from "./fusedScores.js";
import { splitHeads, type FusedNode, type FusedTensors } from "./fusedTensors.js";
import { integerOf } from "./nodeAttributes.js";

/** `qk_output`: ONNX Runtime's `QKOutputType`. */
const BEFORE_SOFTMAX = 1;
const AFTER_SOFTMAX = 2;

/** `com.microsoft::GroupQueryAttention`: the same node once more, with its probabilities as an output. */
export function groupQueryFragment(fused: FusedNode): FusedTensors | string {
  const { node, index, values, fragment, scoreFragment } = fused;
  const heads = integerOf(node, "num_heads", 0);
  const keyHeads = integerOf(node, "kv_num_heads", 0);
  const [query, key, value] = node.inputs;
  if (heads < 1 || keyHeads < 1 || !query) return l10n.t("it does not say how many heads it has");
  const outputsOf = (within: FusedNode["fragment"], output: number) => {
    const attributes = new Map(node.attributes).set("qk_output", { kind: "int", value: output });
    const options = { domain: "com.microsoft", attributes, outputs: 4 };
    return within.nodeOf("GroupQueryAttention", node.inputs, options) as [string, string, string, string];
  };
  const [, presentKey, presentValue, probabilities] = outputsOf(fragment, AFTER_SOFTMAX);
  const [, , , given] = outputsOf(scoreFragment, BEFORE_SOFTMAX);
  scoreFragment.type(given, floatType(query, index));
  const told = index.graph.values.get(query)?.elementType ?? 0;
  fragment.type(probabilities, told === 0 ? elementTypes.float32 : told);
  const isPacked = !key || !value;
  const isRotated = integerOf(node, "do_rotary", 0) === 1;
  const width = values.shape(query)?.at(-1) ?? null;
  const queriesApart = isPacked || isRotated ? null : splitHeads(fragment, query, heads);
  return {
    heads,
    keyHeads,
    headDimension: width === null ? null : width / (isPacked ? heads + 2 * keyHeads : heads),
    tensors: {
      // Before the rotation that the operator makes itself, queries are not what it multiplies.
      query: queriesApart,
      key: presentKey,
      value: presentValue,
      products: queriesApart && headProducts(scoreFragment, queriesApart, presentKey, keyHeads),
      scores: withoutMaskedKeys(scoreFragment, given, probabilities),
      probabilities,
      context: splitHeads(fragment, node.outputs[0]!, heads),
    },
    queryFrom: query,
    keyFrom: isPacked ? query : key,
    masks: node.inputs[5] ? [node.inputs[5]] : [],
    addends: node.inputs[10] ? [node.inputs[10]] : [],
    causal: integerOf(node, "causal", 1) === 1,
    local: integerOf(node, "local_window_size", -1) > 0,
  };
}
