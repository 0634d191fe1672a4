import * as l10n from "@vscode/l10n";
import { splitHeads, type FusedNode, type FusedTensors } from "./fusedTensors.js";
import { integerOf } from "./nodeAttributes.js";

/** `qk_output` after the softmax: ONNX Runtime's `QKOutputType`. */
const AFTER_SOFTMAX = 2;

/** `com.microsoft::GroupQueryAttention`: the same node once more, with its probabilities as an output. */
export function groupQueryFragment({ node, values, fragment }: FusedNode): FusedTensors | string {
  const heads = integerOf(node, "num_heads", 0);
  const keyHeads = integerOf(node, "kv_num_heads", 0);
  const [query, key, value] = node.inputs;
  if (heads < 1 || keyHeads < 1 || !query) return l10n.t("it does not say how many heads it has");
  const attributes = new Map(node.attributes).set("qk_output", { kind: "int", value: AFTER_SOFTMAX });
  const [, presentKey, presentValue, probabilities] = fragment.nodeOf("GroupQueryAttention", node.inputs, {
    domain: "com.microsoft",
    attributes,
    outputs: 4,
  }) as [string, string, string, string];
  const isPacked = !key || !value;
  const isRotated = integerOf(node, "do_rotary", 0) === 1;
  const width = values.shape(query)?.at(-1) ?? null;
  return {
    heads,
    keyHeads,
    headDimension: width === null ? null : width / (isPacked ? heads + 2 * keyHeads : heads),
    tensors: {
      // Before the rotation that the operator makes itself, queries are not what it multiplies.
      query: isPacked || isRotated ? null : splitHeads(fragment, query, heads),
      key: presentKey,
      value: presentValue,
      scores: null,
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
