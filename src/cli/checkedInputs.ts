import type { ModelInputs, NestedNumbers } from "../encoder/onnxRun.js";
import type { OnnxModel, OnnxValue } from "../encoder/onnx/model.js";
import { Failure } from "../protocol/failure.js";
import { embeddingRows } from "../encoder/embeddingRows.js";
import { nestedShape } from "./idsFile.js";

/** `TensorProto.DataType` of inputs that take numbers with a fraction: float32, float16, float64, bfloat16. */
const fractional: readonly number[] = [1, 10, 11, 16];

/** What `encoder/modelFeeds.ts` fills in where it is left out: masks, token types, positions, and a past, which is empty. */
const filledIn = /(mask|token_type_ids|segment_ids|position_ids)$|past|cache/;

/** Inputs that a sequence itself comes in. */
const sequence = /(input_ids|inputs_embeds)$/;

/**
 * Checks, before the run, that a model can be fed these inputs.
 *
 * @throws Failure `badInput`
 */
export function checkInputs(inputs: ModelInputs, model: OnnxModel): void {
  const wanted = new Map(model.graph.inputs.map((input) => [input.name, input]));
  const wants = `the model wants ${[...wanted.values()].map(described).join(", ")}`;
  for (const name of Object.keys(inputs)) {
    if (!wanted.has(name)) throw new Failure("badInput", `There is no input ${name}: ${wants}.`);
  }
  for (const name of wanted.keys()) {
    if (!Object.hasOwn(inputs, name) && !filledIn.test(name))
      throw new Failure("badInput", `The input ${name} is missing: ${wants}.`);
  }
  const rows = embeddingRows(model.graph);
  for (const [name, value] of Object.entries(inputs)) {
    const input = wanted.get(name)!;
    const shape = nestedShape(name, value);
    checkShape(input, shape);
    if (sequence.test(name)) checkSequence(name, shape);
    checkNumbers(input, value, rows.get(name) ?? null);
  }
}

function checkShape(input: OnnxValue, shape: readonly number[]): void {
  if (input.shape === null) return;
  const fits =
    input.shape.length === shape.length &&
    input.shape.every((length, axis) => typeof length !== "number" || length === shape[axis]);
  if (fits) return;
  throw new Failure("badInput", `The input ${input.name} is [${shape.join(", ")}], but must be ${described(input)}.`);
}

/** Several sequences would be taken for more heads. */
function checkSequence(name: string, [count, n]: readonly number[]): void {
  if (count !== undefined && n !== undefined && count !== 1)
    throw new Failure("badInput", `The input ${name} holds ${count} sequences, and one is read at a time; leave one.`);
  if (count === 0 || n === 0) throw new Failure("badInput", `The input ${name} is empty; give it at least one id.`);
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
