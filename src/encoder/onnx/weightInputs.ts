import { elementTypes } from "./elementTypes.js";
import type { OnnxGraph, OnnxValue } from "./model.js";

const floats: ReadonlySet<number> = new Set([
  elementTypes.float32,
  elementTypes.float16,
  elementTypes.bfloat16,
  elementTypes.float64,
]);

/**
 * The inputs of a graph that are weights which the caller feeds: floats of a fixed shape that has no batch, beside inputs
 * that are none. Where all inputs are such, they are what is read.
 */
export function weightInputs({ inputs }: Pick<OnnxGraph, "inputs">): ReadonlySet<string> {
  const weights = inputs.filter(isWeight);
  return new Set(weights.length < inputs.length ? weights.map(({ name }) => name) : []);
}

function isWeight({ elementType, shape }: OnnxValue): boolean {
  if (!floats.has(elementType) || !shape?.every((size) => typeof size === "number")) return false;
  return shape.length <= 2 || shape[0] !== 1;
}
