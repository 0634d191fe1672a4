import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";

/**
 * What a graph's input holds: what is read (ids, embeddings, a past), which of it is looked at, where it stands, or of
 * which part it is (types of tokens, languages).
 */
export type InputRole = "read" | "mask" | "position" | "part";

const positions = /(^|_)(position_ids|positions?|pos_ids)(_\d+)?$/i;
const parts = /(^|_)(token_type_ids|token_type|segment_ids|segments?|langs?|lang_ids)(_\d+)?$/i;
const masks = /(^|_)mask(_\d+)?$/i;

/** Nodes that one input is followed through. */
const MOST_NODES = 2000;

const products: ReadonlySet<string> = new Set(
  (
    "MatMul Gemm Einsum MatMulInteger QLinearMatMul FusedMatMul MatMulNBits Conv ConvTranspose LSTM GRU RNN " +
    "LayerNormalization SimplifiedLayerNormalization DynamicQuantizeLinear"
  ).split(" "),
);
const gathering: ReadonlySet<string> = new Set(["Gather", "GatherND", "GatherElements", "GatherBlockQuantized"]);
/** Where numbers become probabilities: what comes to them beside the scores only changes the scores. */
const normalizing: ReadonlySet<string> = new Set(["Softmax", "BiasSoftmax", "LogSoftmax", "Exp", "QLinearSoftmax"]);

const found = new WeakMap<GraphIndex, Map<string, InputRole>>();

/** The role of a graph's input: of masks by what is done with them, of others by their names too. */
export function inputRole(name: string, index: GraphIndex): InputRole {
  let roles = found.get(index);
  if (!roles) found.set(index, (roles = rolesOf(index)));
  return roles.get(name) ?? "read";
}

function rolesOf(index: GraphIndex): Map<string, InputRole> {
  const roles = new Map<string, InputRole>();
  for (const { name, elementType } of index.graph.inputs) {
    const isWhole = elementType !== 1 && elementType !== 10 && elementType !== 16;
    if (positions.test(name)) roles.set(name, "position");
    else if (parts.test(name)) roles.set(name, "part");
    else if (masks.test(name)) roles.set(name, "mask");
    else roles.set(name, onlyMasks(name, isWhole, index) ? "mask" : "read");
  }
  // A model that reads nothing else reads what is called a mask.
  if (![...roles.values()].includes("read")) {
    for (const { name } of index.graph.inputs) if (!masks.test(name) || isRead(name, index)) roles.set(name, "read");
  }
  return roles;
}

const isRead = (name: string, index: GraphIndex) => !onlyMasks(name, true, index);

/** Whether an input is never looked up or multiplied with weights, and reaches scores or a fused operator's mask. */
function onlyMasks(name: string, isWhole: boolean, index: GraphIndex): boolean {
  const seen = new Set<OnnxNode>();
  const waiting = [name];
  let masks = false;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const node of index.consumers(value)) {
      if (seen.has(node)) continue;
      seen.add(node);
      if (seen.size > MOST_NODES) return false;
      const step = follow(node, value, isWhole, index);
      if (step === "read") return false;
      if (step === "masks") masks = true;
      if (step === "on") waiting.push(...node.outputs.filter((output) => output !== ""));
    }
  }
  return masks;
}

function follow(node: OnnxNode, value: string, isWhole: boolean, index: GraphIndex): "read" | "masks" | "on" | "end" {
  const { operator, domain, inputs, attributes } = node;
  const place = inputs.indexOf(value);
  // Positions are counted along a mask (OPT, BLOOM); what is counted is not read.
  if (["Shape", "Size", "CumSum"].includes(operator)) return "end";
  if (normalizing.has(operator)) return "masks";
  if (operator.endsWith("Attention"))
    return place < (operator === "Attention" && domain !== "" ? 1 : 3) ? "read" : "masks";
  if (operator === "EmbedLayerNormalization") return place === 7 ? "end" : "read";
  if (gathering.has(operator) && place > 0) return isTable(inputs[0] ?? "", index) ? "read" : "on";
  if (products.has(operator)) {
    // A mask of pairs may be the product of a mask with itself.
    const others = inputs.filter((input) => input !== "" && input !== value);
    const isOwn =
      others.length > 0 && others.every((input) => index.sources(input).some((source) => !index.isWeight(source)));
    return isOwn && isWhole ? "on" : "read";
  }
  if ([...attributes.values()].some(({ kind }) => kind === "graph")) return "read";
  const joins = inputs.some(
    (input, at) => at !== place && index.sources(input).some((source) => !isOf(source, value, index)),
  );
  // What is hidden is set to nothing, or multiplied by 0: the mask itself goes no further.
  if (joins && isWhole && (operator === "Mul" || (operator === "Where" && place === 0))) return "masks";
  return "on";
}

function isOf(source: string, value: string, index: GraphIndex): boolean {
  return source === value || index.sources(value).includes(source);
}

/** Whether a value is a table of stored numbers with a fraction, or 8-bit ones: embeddings. */
function isTable(value: string, index: GraphIndex): boolean {
  let at = value;
  for (let step = 0; step < 10; step++) {
    if (index.isWeight(at)) return true;
    const stored = index.graph.initializers.get(at);
    if (stored) return stored.dimensions.length >= 2 && ![6, 7, 9].includes(stored.elementType);
    const node = index.producer(at);
    const attribute = node?.attributes.get("value");
    if (attribute?.kind === "tensor") return attribute.value.dimensions.length >= 2;
    if (!node || node.inputs.length === 0) return false;
    at = node.inputs[0]!;
  }
  return false;
}
