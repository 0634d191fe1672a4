import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TensorKind } from "../../../../src/attention/tensorKinds.js";
import { fixtures } from "./fixtures.js";

/** A tensor that PyTorch computed; of long sequences only some rows (queries) are kept. */
export interface PytorchTensor {
  readonly kind: TensorKind;
  readonly layer: number | null;
  /** Of what is kept: the rows are the last axis but one. */
  readonly shape: readonly number[];
  /** Which rows they are of the whole tensor's. */
  readonly rows: readonly number[];
  readonly values: Float32Array;
}

/** What PyTorch was run on, and what it computed. */
export interface PytorchCase {
  readonly tokens: Int32Array;
  /** Where the mask token stands. */
  readonly masked: readonly number[];
  /** `[layers, heads]`, or null for all ones. */
  readonly headMask: Float32Array | null;
  readonly tensors: readonly PytorchTensor[];
}

interface CaseFile {
  readonly tokens: readonly number[];
  readonly masked: readonly number[];
  readonly headMask: readonly (readonly number[])[] | null;
  readonly tensors: readonly (Omit<PytorchTensor, "values"> & { readonly offset: number })[];
}

/** Reads test/fixtures/encoder/`name`.json and .f32, which training/ writes. */
export function pytorchCase(name: string): PytorchCase {
  const path = join(fixtures, "encoder", name);
  const { tokens, masked, headMask, tensors } = JSON.parse(readFileSync(`${path}.json`, "utf8")) as CaseFile;
  const bytes = readFileSync(`${path}.f32`);
  return {
    tokens: Int32Array.from(tokens),
    masked,
    headMask: headMask && Float32Array.from(headMask.flat()),
    tensors: tensors.map(({ offset, ...tensor }) => {
      const length = tensor.shape.reduce((product, axis) => product * axis, 1);
      const values = Float32Array.from({ length }, (_, index) => bytes.readFloatLE(offset + index * 4));
      return { ...tensor, values };
    }),
  };
}

/** Of a whole tensor for n tokens, what PyTorch's counterpart keeps. */
export function keptRows(whole: Float32Array, { shape, rows }: PytorchTensor, n: number): Float32Array {
  const width = shape.at(-1)!;
  const matrices = shape.slice(0, -2).reduce((product, axis) => product * axis, 1);
  const kept = new Float32Array(matrices * rows.length * width);
  for (let matrix = 0; matrix < matrices; matrix++) {
    for (const [index, row] of rows.entries()) {
      const from = (matrix * n + row) * width;
      kept.set(whole.subarray(from, from + width), (matrix * rows.length + index) * width);
    }
  }
  return kept;
}
