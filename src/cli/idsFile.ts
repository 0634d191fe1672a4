import { Failure } from "../protocol/failure.js";
import type { ModelInputs, NestedNumbers } from "../encoder/onnxRun.js";
import { boundedBytes } from "./boundedBytes.js";
import { utf8 } from "./fileText.js";

/** A number and its comma for every id of a long sequence, several times over: more is no list of ids. */
const maximumBytes = 64 * 1024 ** 2;

/**
 * A JSON object of input names to nested arrays of numbers.
 *
 * @throws Failure `badInput`, `textTooLong`
 */
export async function idsFile(file: string, standardInput: AsyncIterable<Uint8Array>): Promise<ModelInputs> {
  const text = utf8(file, await boundedBytes(file, standardInput, maximumBytes));
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Failure("badInput", `${file} is not JSON; it must hold an object of input names.`, String(error));
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new Failure("badInput", `${file} must hold an object of input names, such as {"input_ids": [[1, 2]]}.`);
  for (const [name, value] of Object.entries(content)) nestedShape(name, value);
  return content as Record<string, NestedNumbers>;
}

/** More axes than any input has; nesting that deep would cost the stack. */
const maximumRank = 8;

/**
 * The shape that nested arrays have.
 *
 * @throws Failure `badInput` where they are ragged, too deep, or hold what is no number
 */
export function nestedShape(name: string, value: unknown): number[] {
  const shape: number[] = [];
  for (let at = value; Array.isArray(at); at = at[0]) {
    shape.push(at.length);
    if (shape.length > maximumRank) throw bad(name, `is nested in more than ${maximumRank} arrays`);
  }
  checkLevel(name, value, shape, 0);
  return shape;
}

function checkLevel(name: string, value: unknown, shape: readonly number[], axis: number): void {
  if (axis === shape.length) {
    if (typeof value === "number" && Number.isFinite(value)) return;
    if (Array.isArray(value)) throw bad(name, "is ragged: a number stands beside an array");
    if (typeof value === "number") throw bad(name, "holds a number that is too large");
    throw bad(name, `holds ${value === null ? "null" : `a ${typeof value}`}, which is no number`);
  }
  if (!Array.isArray(value)) throw bad(name, "is ragged: a number stands beside an array");
  if (value.length !== shape[axis])
    throw bad(name, `is ragged: an array of ${value.length} stands beside one of ${shape[axis]}`);
  for (const part of value) checkLevel(name, part, shape, axis + 1);
}

function bad(name: string, what: string): Failure {
  return new Failure("badInput", `The input ${name} ${what}; correct it.`);
}
