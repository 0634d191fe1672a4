import * as l10n from "@vscode/l10n";
import { headProducts, multiHeadScores } from "./fusedScores.js";
import { splitHeads, type FusedNode, type FusedTensors } from "./fusedTensors.js";
import { sliced } from "./fragmentSlices.js";
import type { GraphFragment } from "./graphFragment.js";
import { identityValues, inFloat32, keyCount } from "./identityValues.js";
import { keyRangeMask } from "./keyRangeMask.js";
import type { OnnxAttribute } from "./model.js";
import { integerOf, integersOf } from "./nodeAttributes.js";

/** Attributes that the multi-head operator shares with this one. */
const shared = ["num_heads", "scale", "mask_filter_value", "unidirectional"];

/**
 * `com.microsoft::Attention` and `QAttention`, which project what they read themselves: the projections once more, then as
 * for `MultiHeadAttention`.
 */
export function attentionFragment(fused: FusedNode): FusedTensors | string {
  const { node, values, fragment, scoreFragment } = fused;
  const heads = integerOf(node, "num_heads", 0);
  const { input, weights, bias, mask = "", attentionBias = "" } = inputsOf(fused);
  if (heads < 1 || !input || !weights) return l10n.t("it does not say how many heads it has");
  if (integerOf(node, "do_rotary", 0) === 1) return l10n.t("it rotates queries and keys itself, and offers neither");
  if ((values.shape(mask)?.length ?? 0) > 3) return l10n.t("its mask has four axes, of a kind that is not known here");
  const projected = fragment.node("MatMul", [inFloat32(fragment, input), inFloat32(fragment, weights)]);
  const all = bias ? fragment.node("Add", [projected, inFloat32(fragment, bias)]) : projected;
  const width = values.shape(node.inputs[1]!)?.at(-1) ?? null;
  const sizes = integersOf(node, "qkv_hidden_sizes") ?? (width === null ? null : [width / 3, width / 3, width / 3]);
  const areWidths = sizes?.length === 3 && sizes.every((size) => Number.isSafeInteger(size) && size > 0);
  if (!areWidths) return l10n.t("the widths of its projections are not known");
  const [queries, keys, wide] = sizes as [number, number, number];
  const slice = (from: number, size: number) => sliced(fragment, all, { from, to: from + size, axis: 2 });
  const query = slice(0, queries);
  const key = slice(queries, keys);
  const value = slice(queries + keys, wide);
  const attributes = new Map<string, OnnxAttribute>(
    [...node.attributes].filter(([name, { kind }]) => shared.includes(name) && kind !== "other"),
  );
  // Where a mask begins, the multi-head operator cannot be told.
  const isLengths = values.shape(mask)?.length === 1;
  const keyPaddingMask = isLengths ? keyRangeMask(fragment, mask, keyCount(fragment, key)) : mask;
  const masking = { keyPaddingMask, attentionBias, attributes };
  const probabilities = identityValues(fragment, { query, key, value }, { heads, ...masking });
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
      scores: multiHeadScores(scoreFragment, { query, key }, masking),
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
    input: dequantized(fragment, input, inputScale, inputZero),
    weights: dequantized(fragment, weights, weightScale, weightZero),
    bias,
    mask,
  };
}

/** (value − zero) · scale, for one scale or one for each column: `DequantizeLinear` knows columns from operator set 13 on. */
function dequantized(fragment: GraphFragment, value: string, scale: string, zero: string): string {
  const [numbers, zeros] = [inFloat32(fragment, value), inFloat32(fragment, zero)];
  const centred = zeros === "" ? numbers : fragment.node("Sub", [numbers, zeros]);
  return fragment.node("Mul", [centred, inFloat32(fragment, scale)]);
}
