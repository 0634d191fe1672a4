import * as l10n from "@vscode/l10n";
import { floatType } from "./floatType.js";
import { headProducts, multiHeadScores } from "./fusedScores.js";
import { splitHeads, type FusedNode, type FusedTensors } from "./fusedTensors.js";
import { identityValues, type MultiHead } from "./identityValues.js";
import { integerOf } from "./nodeAttributes.js";

/**
 * `com.microsoft::MultiHeadAttention`: the same operator once more, on the identity in place of its values, so that what
 * comes out are its probabilities, with whatever it makes of masks and biases.
 */
export function multiHeadFragment(fused: FusedNode): FusedTensors | string {
  const { node, index, values, fragment, scoreFragment, operatorSet } = fused;
  const heads = integerOf(node, "num_heads", 0);
  const [query, key, value, bias, keyPaddingMask = "", attentionBias = ""] = node.inputs;
  if (heads < 1 || !query) return l10n.t("it does not say how many heads it has");
  if (operatorSet < 15)
    return l10n.t("its probabilities can be computed from operator set 15 on, and this model has {0}", operatorSet);
  const rank = values.shape(query)?.length ?? 3;
  const at = (packed: string, place: number) => {
    const flat = fragment.node("Gather", [packed, fragment.integers(place)], {
      attributes: new Map([["axis", { kind: "int", value: 3 }]]),
    });
    return fragment.node("Reshape", [flat, fragment.integers(0, 0, -1)]);
  };
  const packedKeys = key && !value && values.shape(key)?.length === 5;
  const isPacked = rank === 5 && !key;
  if (!isPacked && !packedKeys && (!key || !value))
    return l10n.t("its keys and values are packed in a way that is not known here");
  const [q, k, v] = isPacked
    ? [at(query, 0), at(query, 1), at(query, 2)]
    : packedKeys
      ? [query, at(key, 0), at(key, 1)]
      : [query, key!, value!];
  // Keys that come with their heads apart already are those of a past, or of another sequence: no bias is added to them.
  const apart = values.shape(k)?.length === 4;
  const parts: MultiHead = { query: q, key: k, value: v };
  const biased = bias ? withBias(fragment, parts, bias, apart) : parts;
  const attributes = new Map(node.attributes);
  const masks = { keyPaddingMask, attentionBias };
  const multiplied = apart ? { ...biased, key: joinedHeads(fragment, biased.key) } : biased;
  const probabilities = identityValues(fragment, multiplied, { heads, attributes, ...masks });
  const scores = multiHeadScores(scoreFragment, multiplied, { attributes, ...masks }, floatType(query, index));
  const width = values.shape(q)?.at(-1) ?? biasWidth(bias, values) ?? null;
  const split = (name: string) => splitHeads(fragment, name, heads);
  const [queries, keys] = [split(biased.query), apart ? biased.key : split(biased.key)];
  return {
    heads,
    keyHeads: heads,
    headDimension: width === null ? null : isPacked ? width : width / heads,
    tensors: {
      query: queries,
      key: keys,
      value: apart ? biased.value : split(biased.value),
      products: headProducts(scoreFragment, queries, keys, heads),
      scores,
      probabilities,
      context: split(node.outputs[0]!),
    },
    queryFrom: query,
    keyFrom: key ?? query,
    masks: keyPaddingMask ? [keyPaddingMask] : [],
    addends: attentionBias ? [attentionBias] : [],
    causal: integerOf(node, "unidirectional", 0) === 1,
    local: false,
  };
}

/** The width of the queries by the operator's bias, where all three are as wide. */
function biasWidth(bias: string | undefined, values: FusedNode["values"]): number | null {
  const width = bias ? values.shape(bias)?.[0] : null;
  return typeof width === "number" ? width / 3 : null;
}

/** `[1, heads, N, d]` → `[1, N, heads · d]`. */
function joinedHeads(fragment: FusedNode["fragment"], value: string): string {
  const byToken = fragment.node("Transpose", [value], {
    attributes: new Map([["perm", { kind: "ints", value: [0, 2, 1, 3] }]]),
  });
  return fragment.node("Reshape", [byToken, fragment.integers(0, 0, -1)]);
}

/** The operator's bias is one list, for queries, keys and values one after another. */
function withBias(
  fragment: FusedNode["fragment"],
  { query, key, value }: MultiHead,
  bias: string,
  keysApart: boolean,
): MultiHead {
  const width = (name: string) => {
    const shape = fragment.node("Shape", [name]);
    return fragment.node("Gather", [shape, fragment.integers(2)]);
  };
  const zero = fragment.integers(0);
  const queries = width(query);
  const twice = fragment.node("Add", [queries, queries]);
  const end = fragment.integers(Number.MAX_SAFE_INTEGER);
  const add = (name: string, from: string, to: string) =>
    fragment.node("Add", [name, fragment.node("Slice", [bias, from, to])]);
  const biased = add(query, zero, queries);
  if (keysApart) return { query: biased, key, value };
  return { query: biased, key: add(key, queries, twice), value: add(value, twice, end) };
}
