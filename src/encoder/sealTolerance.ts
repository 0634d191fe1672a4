import type { AttentionSite } from "./onnx/attentionSite.js";
import { elementTypes } from "./onnx/elementTypes.js";
import type { OnnxModel } from "./onnx/model.js";

/** float32 sums of some thousand products, in another order than the runtime's. */
const FLOAT32 = 2e-5;
/** float16 has 11 bits: half of 2⁻¹⁰ for each number, and some more for sums of rounded weights. */
const FLOAT16 = 4e-3;
/** 8-bit factors of both sides of a product. */
const INT8 = 5e-2;

/** What a seal's errors may be, by the precision in which the model multiplies probabilities with values. */
export function sealTolerance({ graph }: OnnxModel, sites: readonly AttentionSite[]): number {
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
  const half = [...graph.initializers.values()].some(({ elementType, dimensions }) => {
    return dimensions.length >= 2 && (elementType === elementTypes.float16 || elementType === elementTypes.bfloat16);
  });
  return half && sites.length > 0 ? FLOAT16 : FLOAT32;
}
