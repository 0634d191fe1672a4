import type { AttentionSite } from "./onnx/attentionSite.js";
import { elementTypes } from "./onnx/elementTypes.js";
import { allTensors } from "./onnx/graphTensors.js";
import type { OnnxModel } from "./onnx/model.js";
import { weightInputs } from "./onnx/weightInputs.js";

/** float32 sums of some thousand products, in another order than the runtime's. */
const FLOAT32 = 2e-5;
/** float16 has 11 bits: half of 2⁻¹⁰ for each number, and some more for sums of rounded weights. */
const FLOAT16 = 4e-3;
/** 8-bit factors of both sides of a product. */
const INT8 = 5e-2;

/** What a seal's errors may be, by the precision in which the model multiplies probabilities with values. */
export function sealTolerance(model: OnnxModel, sites: readonly AttentionSite[]): number {
  const { graph } = model;
  const sealed = new Set(sites.flatMap(({ tensors }) => [tensors.probabilities, tensors.value]));
  const rounded = graph.nodes.some(
    ({ operator, inputs }) => operator === "QuantizeLinear" && sealed.has(inputs[0] ?? ""),
  );
  if (rounded) return INT8;
  const quantized = graph.nodes.some(
    ({ operator, inputs }) =>
      (operator === "MatMulInteger" || operator === "QLinearMatMul") &&
      inputs.slice(0, 4).every((input) => !graph.initializers.has(input)),
  );
  if (quantized) return INT8;
  const fed = weightInputs(graph);
  const half =
    [...allTensors(model)].some(({ elementType, dimensions }) => dimensions.length >= 2 && isHalf(elementType)) ||
    graph.inputs.some(({ name, elementType }) => fed.has(name) && isHalf(elementType));
  return half && sites.length > 0 ? FLOAT16 : FLOAT32;
}

function isHalf(elementType: number): boolean {
  return elementType === elementTypes.float16 || elementType === elementTypes.bfloat16;
}
