import type { AttentionGroup } from "../../../src/attention/attentionGroup.js";
import type { Listed, ModelDescription, SiteFacts } from "../../../src/protocol/modelDescription.js";

export function listed<T>(entries: readonly T[], total = entries.length): Listed<T> {
  return { entries, total };
}

/** A site of a BERT, with changes. */
export function site(group: AttentionGroup, layer: number, changes: Partial<SiteFacts> = {}): SiteFacts {
  return {
    group,
    layer,
    node: `/${group}/layer.${layer}/attention/self/Softmax`,
    operator: "Softmax",
    heads: 12,
    keyHeads: 12,
    headDimension: 64,
    scale: 0.125,
    mask: ["padding"],
    bias: "none",
    ...changes,
  };
}

/** So many sites of a group. */
export function layersOf(
  group: AttentionGroup,
  count: number,
  changes: (layer: number) => Partial<SiteFacts> = () => ({}),
): SiteFacts[] {
  return Array.from({ length: count }, (_, layer) => site(group, layer, changes(layer)));
}

/** A BERT of 12 layers, with changes. */
export function description(changes: Partial<ModelDescription> = {}): ModelDescription {
  return {
    name: "model.onnx",
    bytes: 438_123_456,
    producer: "pytorch 2.13.0",
    operatorSets: listed([{ domain: "ai.onnx", version: 17 }]),
    nodes: 1203,
    inputs: listed([
      { name: "input_ids", type: "int64", shape: ["batch_size", "sequence_length"] },
      { name: "attention_mask", type: "int64", shape: ["batch_size", "sequence_length"] },
      { name: "token_type_ids", type: "int64", shape: ["batch_size", "sequence_length"] },
    ]),
    outputs: listed([{ name: "last_hidden_state", type: "float32", shape: ["batch_size", "sequence_length", 768] }]),
    externalFiles: listed<string>([]),
    sites: listed(layersOf("encoder", 12)),
    positions: listed([{ kind: "table", place: "embeddings", group: "encoder", layers: [0], shape: ["N", 768] }]),
    noPositions: null,
    blocked: listed([]),
    fault: null,
    ...changes,
  };
}

/** An encoder-decoder with all that there can be to say. */
export function eventful(): ModelDescription {
  const local = (layer: number) =>
    layer % 3 === 0 ? {} : ({ mask: ["padding", "local"], scale: 0.13, bias: "relative" } as const);
  const causal = () =>
    ({ mask: ["padding", "causal"], keyHeads: 4, operator: "com.microsoft::MultiHeadAttention" }) as const;
  const unknown = () => ({ heads: null, keyHeads: null, headDimension: null, scale: null, mask: [] });
  return description({
    name: "decoder_model_merged_with_a_rather_long_name_q4f16.onnx",
    operatorSets: listed([
      { domain: "ai.onnx", version: 21 },
      { domain: "com.microsoft", version: 1 },
    ]),
    externalFiles: listed(["decoder_model_merged.onnx_data"]),
    sites: listed([
      ...layersOf("encoder", 22, local),
      ...layersOf("decoder", 12, causal),
      ...layersOf("cross", 12, unknown),
    ]),
    positions: listed([
      { kind: "rotary", place: "queries and keys", group: "encoder", layers: [0, 1, 2], shape: ["N", 32] },
      { kind: "relative", place: "scores", group: "decoder", layers: [0, 1, 2, 4], shape: ["heads", "N", "N"] },
    ]),
    blocked: listed([
      {
        node: "/decoder/block.0/layer.0/SelfAttention/Softmax_1",
        operator: "Softmax",
        reason: "it is inside the Loop node /decoder/Loop, whose values cannot be made outputs",
      },
      { node: "/classifier/Softmax", operator: "Softmax", reason: "its result is not multiplied with values" },
    ]),
    inputs: listed(
      Array.from({ length: 50 }, (_, layer) => ({
        name: `past_key_values.${layer}.key`,
        type: "float16",
        shape: ["batch_size", 12, null, 64],
      })),
    ),
  });
}
