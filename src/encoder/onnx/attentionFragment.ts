import * as l10n from "@vscode/l10n";
import { elementTypes } from "./elementTypes.js";
import { floatType } from "./floatType.js";
import { headProducts, multiHeadScores } from "./fusedScores.js";
import { splitHeads, type FusedNode, type FusedTensors } from "./fusedTensors.js";
import { identityValues } from "./identityValues.js";
import type { OnnxAttribute } from "./model.js";
import { integerOf, integersOf } from "./nodeAttributes.js";

/** Attributes that the multi-head operator shares with this one. */
const shared = ["num_heads", "scale", "mask_filter_value", "unidirectional"];

/**
 * `com.microsoft::Attention` and `QAttention`, which project what they read themselves: the projections once more, then as
 * for `MultiHeadAttention`.
 */
export function attentionFragment(fused: FusedNode): FusedTensors | string {
  const { node, index, values, fragment, scoreFragment, operatorSet } = fused;
  const heads = integerOf(node, "num_heads", 0);
  const { input, weights, bias, mask = "", attentionBias = "" } = inputsOf(fused);
  if (heads < 1 || !input || !weights) return l10n.t("it does not say how many heads it has");
  if (operatorSet < 15)
    return l10n.t("its probabilities can be computed from operator set 15 on, and this model has {0}", operatorSet);
  if (integerOf(node, "do_rotary", 0) === 1) return l10n.t("it rotates queries and keys itself, and offers neither");
  if ((values.shape(mask)?.length ?? 0) > 3) return l10n.t("its mask has four axes, of a kind that is not known here");
  const projected = fragment.node("MatMul", [input, weights]);
  const all = bias ? fragment.node("Add", [projected, bias]) : projected;
  const width = values.shape(node.inputs[1]!)?.at(-1) ?? null;
  const sizes = integersOf(node, "qkv_hidden_sizes") ?? (width === null ? null : [width / 3, width / 3, width / 3]);
  const areWidths = sizes?.length === 3 && sizes.every((size) => Number.isSafeInteger(size) && size > 0);
  if (!areWidths) return l10n.t("the widths of its projections are not known");
  const [queries, keys, wide] = sizes as [number, number, number];
  const slice = (from: number, size: number) =>
    fragment.node("Slice", [all, fragment.integers(from), fragment.integers(from + size), fragment.integers(2)]);
  const query = slice(0, queries);
  const key = slice(queries, keys);
  const value = slice(queries + keys, wide);
  const attributes = new Map<string, OnnxAttribute>(
    [...node.attributes].filter(([name, { kind }]) => shared.includes(name) && kind !== "other"),
  );
  const probabilities = identityValues(
    fragment,
    { query, key, value },
    {
      heads,
      keyPaddingMask: mask,
      attentionBias,
      attributes,
    },
  );
  const masking = { keyPaddingMask: mask, attentionBias, attributes };
  const elementType = node.operator === "Attention" ? floatType(input, index) : elementTypes.float32;
  const split = (name: string) => splitHeads(fragment, name, heads);
  const [queriesApart, keysApart] = [split(query), split(key)];
  return {
    heads,
    keyHeads: heads,
    headDimension: queries / heads,
    tensors: {
      query: queriesApart,
      key: keysApart,
      value: split(value),
      products: headProducts(scoreFragment, queriesApart, keysApart, heads),
      scores: multiHeadScores(scoreFragment, { query, key }, masking, elementType),
      probabilities,
      context: split(node.outputs[0]!),
    },
    queryFrom: node.inputs[0]!,
    keyFrom: node.inputs[0]!,
    masks: mask ? [mask] : [],
    addends: attentionBias ? [attentionBias] : [],
    causal: integerOf(node, "unidirectional", 0) === 1,
    local: false,
  };
}

interface Inputs {
  readonly input: string | undefined;
  readonly weights: string | undefined;
  readonly bias: string | undefined;
  readonly mask?: string | undefined;
  readonly attentionBias?: string | undefined;
}

/** The operator's inputs, turned back from integers where it is the quantized one. */
function inputsOf({ node, fragment }: FusedNode): Inputs {
  const [input, weights, bias, ...rest] = node.inputs;
  if (node.operator === "Attention") return { input, weights, bias, mask: rest[0], attentionBias: rest[2] };
  const [inputScale, weightScale, mask, inputZero = "", weightZero = ""] = rest;
  if (!input || !weights || !inputScale || !weightScale) return { input: undefined, weights, bias };
  return {
    input: fragment.node("DequantizeLinear", [input, inputScale, inputZero]),
    weights: fragment.node("DequantizeLinear", [weights, weightScale, weightZero]),
    bias,
    mask,
  };
}
