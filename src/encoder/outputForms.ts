import type { Tensor } from "onnxruntime-node";
import type { ModelInputs, NestedNumbers } from "./onnxRun.js";

/** What an encoder reads, or what a decoder reads. */
type ReadSide = "source" | "target";

/** How many tokens a run reads on each side; 0 where it has none there. */
export type Lengths = Readonly<Record<ReadSide, number>>;

/** An axis of an output: so many times a side's tokens, and so many more. */
interface Axis {
  readonly side: ReadSide;
  readonly times: number;
  readonly plus: number;
}

/** What an output is, for inputs of any length. */
interface OutputForm {
  readonly name: string;
  readonly type: Tensor.Type;
  readonly array: new (size: number) => Tensor.DataType;
  readonly axes: readonly Axis[];
}

type Computed = Readonly<Record<string, Tensor>>;

/** Two lengths that differ by another number on each side, so that an axis tells which side's tokens it counts. */
export const shortLengths: readonly [Lengths, Lengths] = [
  { source: 5, target: 4 },
  { source: 8, target: 6 },
];

/** How many tokens there are in inputs; null where those of one side are not of one length. */
export function lengthsOf(inputs: ModelInputs): Lengths | null {
  const lengths = { source: new Set<number>(), target: new Set<number>() };
  for (const [name, numbers] of Object.entries(inputs)) {
    const length = lengthOf(numbers);
    if (length !== null) lengths[sideOf(name)].add(length);
  }
  const { source, target } = lengths;
  if (source.size > 1 || target.size > 1) return null;
  return { source: [...source][0] ?? 0, target: [...target][0] ?? 0 };
}

/** The beginnings of inputs. */
export function shortened(inputs: ModelInputs, lengths: Lengths): ModelInputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, numbers]) => [name, beginning(numbers, lengths[sideOf(name)])]),
  );
}

/**
 * What outputs are for inputs of any length, as two runs tell.
 *
 * @param runs on inputs of `shortLengths`
 * @returns null where some output is not to be told of
 */
export function outputForms([first, second]: readonly [Computed, Computed]): readonly OutputForm[] | null {
  const forms = Object.keys(first).map((name): OutputForm | null => {
    const [one, other] = [first[name]!, second[name]!];
    if (one.type === "string" || one.type !== other.type || one.dims.length !== other.dims.length) return null;
    const axes = one.dims.map((size, axis) => axisOf(size, other.dims[axis]!));
    if (!axes.every((axis) => axis !== null)) return null;
    return { name, type: one.type, array: one.data.constructor as OutputForm["array"], axes };
  });
  return forms.every((form) => form !== null) ? forms : null;
}

/** Empty tensors for the outputs of a run. */
export function emptyOutputs(
  forms: readonly OutputForm[],
  lengths: Lengths,
  Made: typeof import("onnxruntime-node").Tensor,
): Record<string, Tensor> {
  const outputs = Object.create(null) as Record<string, Tensor>;
  for (const { name, type, array, axes } of forms) {
    const dims = axes.map(({ side, times, plus }) => times * lengths[side] + plus);
    const size = dims.reduce((product, axis) => product * axis, 1);
    outputs[name] = new Made(type, new array(size), dims);
  }
  return outputs;
}

function axisOf(one: number, other: number): Axis | null {
  const [first, second] = shortLengths;
  if (one === other) return { side: "source", times: 0, plus: one };
  for (const side of ["source", "target"] as const) {
    const times = (other - one) / (second[side] - first[side]);
    // More than the distances between tokens in both directions are in no model.
    if (times === 1 || times === 2) return { side, times, plus: one - times * first[side] };
  }
  return null;
}

function sideOf(name: string): ReadSide {
  return name.startsWith("decoder_") ? "target" : "source";
}

function lengthOf(numbers: NestedNumbers): number | null {
  if (typeof numbers === "number") return null;
  const [first] = numbers;
  return typeof first === "object" ? first.length : numbers.length;
}

function beginning(numbers: NestedNumbers, length: number): NestedNumbers {
  if (typeof numbers === "number") return numbers;
  return numbers.some((row) => typeof row === "object")
    ? numbers.map((row) => (typeof row === "object" ? row.slice(0, length) : row))
    : numbers.slice(0, length);
}
