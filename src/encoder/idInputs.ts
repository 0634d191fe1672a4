import { elementTypes } from "./onnx/elementTypes.js";
import type { AttentionSites } from "./onnx/attentionSite.js";
import { GraphIndex } from "./onnx/graphIndex.js";
import type { OnnxGraph, OnnxModel, OnnxValue } from "./onnx/model.js";

/** The names of the inputs that take token ids; null if the model has none. */
export interface IdInputs {
  /** What the encoder reads, or a model that is one stack. */
  readonly source: string | null;
  /** What the decoder of an encoder-decoder reads. */
  readonly target: string | null;
}

const wholeNumbers: readonly number[] = [elementTypes.int32, elementTypes.int64];
/** Names of inputs of whole numbers that hold no ids. */
const besides = /mask|type|segment|position|past|cache|length|^labels/;
/** Names that exporters and authors give the ids of a decoder. */
const ofTarget = /^(decoder|dec|target|tgt|trg)(?![a-z])/i;

/**
 * Tells which inputs take ids: by the names of Transformers' exports, else as the only inputs of whole numbers whose names
 * say nothing else. A second one is the decoder's only in a model with cross-attention: the one that its queries are made
 * of and its keys are not, else the one whose name says so, else the second.
 */
export function idInputs({ graph }: Pick<OnnxModel, "graph">, { sites }: Pick<AttentionSites, "sites">): IdInputs {
  const names = graph.inputs.filter(isOfIds).map(({ name }) => name);
  const has = (name: string) => (graph.inputs.some((input) => input.name === name) ? name : null);
  const [first, second, ...more] = names;
  const crosses = sites.some(({ group }) => group === "cross");
  if (has("input_ids") || has("decoder_input_ids") || !crosses || second === undefined || more.length > 0) {
    const silent = names.filter((name) => !ofTarget.test(name));
    return {
      source: has("input_ids") ?? (silent.length === 1 ? silent[0]! : null),
      target: has("decoder_input_ids"),
    };
  }
  const target = ofQueriesAlone(graph, sites, names) ?? names.find((name) => ofTarget.test(name)) ?? second;
  return { source: target === first ? second : first!, target };
}

/** An input of `[batch, tokens]` whole numbers whose name does not say that it holds something else. */
function isOfIds({ name, elementType, shape }: OnnxValue): boolean {
  return wholeNumbers.includes(elementType) && (shape === null || shape.length === 2) && !besides.test(name);
}

/** The one of the inputs that cross-attention's queries are made of and its keys are not, if the graph tells. */
function ofQueriesAlone(graph: OnnxGraph, sites: AttentionSites["sites"], names: readonly string[]): string | null {
  const index = new GraphIndex(graph);
  for (const { group, tensors } of sites) {
    if (group !== "cross" || tensors.query === null || tensors.key === null) continue;
    const keys = index.content(tensors.key);
    const found = index.content(tensors.query).find((name) => names.includes(name) && !keys.includes(name));
    if (found !== undefined) return found;
  }
  return null;
}
