import * as l10n from "@vscode/l10n";
import { elementTypes } from "./elementTypes.js";
import { factorOrigin } from "./factorOrigin.js";
import { headProducts } from "./fusedScores.js";
import { headCount, splitHeads, type FusedNode, type FusedTensors } from "./fusedTensors.js";
import { integerOf } from "./nodeAttributes.js";

/** What `qk_matmul_output` is by its mode: https://onnx.ai/onnx/operators/onnx__Attention.html */
const BEFORE_SOFTMAX = 2;
const AFTER_SOFTMAX = 3;

/** ONNX's own `Attention` (operator set 23 and later): the same node once more, with its probabilities as an output. */
export function standardAttentionFragment(fused: FusedNode): FusedTensors | string {
  const { node, index, values, fragment, scoreFragment } = fused;
  const [query, key, value, mask] = node.inputs;
  if (!query || !key || !value) return l10n.t("it lacks an input");
  const outputOf = (within: FusedNode["fragment"], mode: number) => {
    const attributes = new Map(node.attributes).set("qk_matmul_output_mode", { kind: "int", value: mode });
    return within.nodeOf("Attention", node.inputs, { attributes, outputs: 4 })[3]!;
  };
  const probabilities = outputOf(fragment, AFTER_SOFTMAX);
  const queryHeads = headCount(node, "q_num_heads");
  const keyValueHeads = headCount(node, "kv_num_heads");
  const shape = values.shape(query);
  const heads = queryHeads ?? (shape?.length === 4 ? (shape[1] ?? null) : null);
  // Exporters may write out each head of keys for the heads that share it.
  const keyOrigin = keyValueHeads === null ? shared(key, index, values) : key;
  const valueOrigin = keyValueHeads === null ? shared(value, index, values) : value;
  const keyShape = values.shape(keyOrigin);
  const keyHeads = keyValueHeads ?? (keyShape?.length === 4 ? (keyShape[1] ?? null) : null);
  const width = shape?.at(-1) ?? null;
  const apart = (name: string, count: number | null) => (count === null ? name : splitHeads(fragment, name, count));
  const [queriesApart, keysApart] = [apart(query, queryHeads), apart(keyOrigin, keyValueHeads)];
  const multiplied = keyHeads ?? heads;
  return {
    heads,
    keyHeads: multiplied,
    headDimension: queryHeads === null || width === null ? width : width / queryHeads,
    tensors: {
      query: queriesApart,
      key: keysApart,
      value: apart(valueOrigin, keyValueHeads),
      products: multiplied === null ? null : headProducts(scoreFragment, queriesApart, keysApart, multiplied),
      scores: outputOf(scoreFragment, BEFORE_SOFTMAX),
      probabilities,
      context: apart(node.outputs[0]!, queryHeads),
    },
    queryFrom: query,
    keyFrom: key,
    ...maskOf(mask, index.graph.values.get(mask ?? "")?.elementType === elementTypes.bool),
    causal: integerOf(node, "is_causal", 0) === 1,
    local: false,
  };
}

/** What a factor repeats for several heads of the queries, or the factor itself. */
function shared(factor: string, index: FusedNode["index"], values: FusedNode["values"]): string {
  const { name, repeated, turned, scale } = factorOrigin(factor, index, values);
  return repeated && !turned && scale === 1 ? name : factor;
}

/** A mask of flags hides; one of numbers is added. */
function maskOf(mask: string | undefined, ofFlags: boolean): Pick<FusedTensors, "masks" | "addends"> {
  if (!mask) return { masks: [], addends: [] };
  return ofFlags ? { masks: [mask], addends: [] } : { masks: [], addends: [mask] };
}
