import type { ModelInputs, NestedNumbers } from "../encoder/onnxRun.js";
import type { OnnxModel, OnnxValue } from "../encoder/onnx/model.js";
import { weightInputs } from "../encoder/onnx/weightInputs.js";
import { modelInputs, toldAxis, type ModelInput } from "../encoder/modelInputs.js";
import { Failure } from "../protocol/failure.js";
import { embeddingRows } from "../encoder/embeddingRows.js";
import { nestedShape } from "./idsFile.js";

/** `TensorProto.DataType` of inputs that take numbers with a fraction: float32, float16, float64, bfloat16. */
const fractional: readonly number[] = [1, 10, 11, 16];

/** What `encoder/modelFeeds.ts` fills in where it is left out: masks, token types, positions, and a past, which is empty. */
const filledIn = /(mask|token_type_ids|segment_ids|position_ids)$|past|cache/;

/**
 * Checks, before the run, that a model can be fed these inputs.
 *
 * @param modelsInputs what the inputs of the model hold
 * @throws Failure `badInput`
 */
export function checkInputs(
  inputs: ModelInputs,
  model: OnnxModel,
  modelsInputs: readonly ModelInput[] = modelInputs(model.graph.inputs),
): void {
  const wanted = new Map(model.graph.inputs.map((input) => [input.name, input]));
  const wants = `the model wants ${[...wanted.values()].map(described).join(", ")}`;
  const weights = weightInputs(model.graph);
  for (const name of Object.keys(inputs)) {
    if (!wanted.has(name)) throw new Failure("badInput", `There is no input ${name}: ${wants}.`);
  }
  for (const name of wanted.keys()) {
    if (Object.hasOwn(inputs, name) || filledIn.test(name)) continue;
    const held = weights.has(name) ? " It is a weight, which no file of the model holds." : "";
    throw new Failure("badInput", `The input ${name} is missing: ${wants}.${held}`);
  }
  const rows = embeddingRows(model.graph);
  for (const input of modelsInputs) {
    const { value, role } = input;
    const { name } = value;
    if (!Object.hasOwn(inputs, name)) continue;
    const shape = nestedShape(name, inputs[name]);
    checkShape(input, shape);
    if (role === "ids" || role === "embeddings") checkSequence(value, shape);
    checkNumbers(value, inputs[name]!, rows.get(name) ?? null);
  }
}

function checkShape(input: ModelInput, shape: readonly number[]): void {
  const { shape: declared } = input.value;
  if (declared === null) return;
  const isExact =
    declared.length === shape.length &&
    declared.every((length, axis) => typeof length !== "number" || length === shape[axis]);
  if (isExact || isOneSequence(input, shape)) return;
  throw new Failure(
    "badInput",
    `The input ${input.value.name} is [${shape.join(", ")}], but must be ${described(input.value)}.`,
  );
}

/** Whether an input holds one sequence, which is repeated, turned and padded as the model's shapes demand. */
function isOneSequence({ value, role }: ModelInput, shape: readonly number[]): boolean {
  if (role === "other" || value.shape?.length !== shape.length || shape.length < 2) return false;
  if (shape.length > 2 && role === "mask") return shape.slice(0, -1).every((size) => size === 1);
  const isWide = value.shape.slice(2).every((size, axis) => typeof size !== "number" || size === shape[axis + 2]);
  return isWide && (shape[0] === 1 || (shape[1] === 1 && toldAxis(value.shape) !== 1));
}

/** Several sequences would be taken for more heads. */
function checkSequence({ name, shape: declared }: OnnxValue, shape: readonly number[]): void {
  if (shape.includes(0)) throw new Failure("badInput", `The input ${name} is empty; give it at least one id.`);
  const [count = 1, n = 1] = declared?.length === 1 ? [] : shape;
  if (count === 1 || (n === 1 && toldAxis(declared) !== 1)) return;
  throw new Failure("badInput", `The input ${name} holds ${count} sequences, and one is read at a time; leave one.`);
}

function checkNumbers({ name, elementType }: OnnxValue, value: NestedNumbers, rows: number | null): void {
  if (typeof value !== "number") {
    for (const part of value) checkNumbers({ name, elementType, shape: null }, part, rows);
    return;
  }
  if (!fractional.includes(elementType) && elementType !== 0 && !Number.isSafeInteger(value))
    throw new Failure("badInput", `The input ${name} holds ${value}, but takes whole numbers; correct it.`);
  if (rows === null || (value >= 0 && value < rows)) return;
  throw new Failure("badInput", `The input ${name} holds ${value}, but the model knows 0 to ${rows - 1}; correct it.`);
}

/** `input_ids [batch, sequence]` */
function described({ name, shape }: OnnxValue): string {
  return shape === null ? name : `${name} [${shape.map((length) => length ?? "?").join(", ")}]`;
}
