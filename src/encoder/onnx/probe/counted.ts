import type { OnnxNode } from "../model.js";
import { integerOf, integersOf } from "../nodeAttributes.js";
import { axisOf, countOf, GridError, gridOf, step, stridesOf, type Grid } from "./grid.js";
import { integers, needed } from "./rearranged.js";

type Counting = (node: OnnxNode, inputs: readonly (Grid | undefined)[]) => Grid;

const reductions: Readonly<Record<string, (one: number, other: number) => number>> = {
  ReduceSum: (a, b) => a + b,
  ReduceMax: (a, b) => Math.max(a, b),
  ReduceMin: (a, b) => Math.min(a, b),
  ReduceProd: (a, b) => a * b,
};

/** The longest axis along which sums are counted: each takes as many steps as it has places. */
const MOST_SUMMED = 1024;

/** Operators that count places, and those that sum along axes. @throws GridError */
export const counting: Readonly<Record<string, Counting>> = {
  Range(_, [start, limit, delta]) {
    const [from = NaN, to = NaN, by = NaN] = [start, limit, delta].flatMap((grid) => integers(needed(grid)));
    const length = Math.max(0, Math.ceil((to - from) / by));
    return gridOf(needed(start).kind, [length], (place) => from + place * by);
  },
  ConstantOfShape(node, [shape]) {
    const fill = node.attributes.get("value");
    const tensor = fill?.kind === "tensor" ? fill.value : null;
    const number = fill === undefined ? 0 : (tensor?.values?.[0] ?? NaN);
    const kind =
      tensor?.elementType === 9 ? "flags" : [6, 7].includes(tensor?.elementType ?? 1) ? "integers" : "floats";
    return gridOf(kind, integers(needed(shape)), () => number);
  },
  EyeLike(node, [like]) {
    const { kind, dimensions } = needed(like);
    const [offset, columns] = [integerOf(node, "k", 0), dimensions[1] ?? 1];
    return gridOf(kind, dimensions, (place) => Number((place % columns) - Math.floor(place / columns) === offset));
  },
  Trilu(node, [grid, offset]) {
    const { kind, dimensions, numbers } = needed(grid);
    const [k = NaN] = offset ? integers(offset) : [0];
    const [rows = 1, columns = 1] = dimensions.slice(-2);
    const isUpper = integerOf(node, "upper", 1) === 1;
    return gridOf(kind, dimensions, (place) => {
      const [row, column] = [Math.floor(place / columns) % rows, place % columns];
      return (isUpper ? column >= row + k : column <= row + k) ? numbers[place]! : 0;
    });
  },
  CumSum(node, [grid, along]) {
    const { kind, dimensions, numbers } = needed(grid);
    const axis = axisOf(integers(needed(along))[0] ?? NaN, dimensions.length);
    const [stride, size] = [stridesOf(dimensions)[axis]!, dimensions[axis]!];
    if (size > MOST_SUMMED) throw new GridError();
    const [isReversed, isExclusive] = [integerOf(node, "reverse", 0) === 1, integerOf(node, "exclusive", 0) === 1];
    return gridOf(kind, dimensions, (place) => {
      const at = Math.floor(place / stride) % size;
      let sum = 0;
      for (let other = 0; other < size; other++) {
        const counts = isReversed ? other > at : other < at;
        if (counts || (!isExclusive && other === at)) sum += numbers[place + (other - at) * stride]!;
      }
      return sum;
    });
  },
  NonZero(_, [grid]) {
    const { dimensions } = needed(grid);
    const at = dimensions.map(() => 0);
    const found: number[][] = [];
    for (const [place, number] of integers(needed(grid)).entries()) {
      if (place > 0) step(at, dimensions);
      if (number !== 0) found.push([...at]);
    }
    const count = found.length;
    return gridOf("integers", [dimensions.length, count], (place) => found[place % count]![Math.floor(place / count)]!);
  },
  ...Object.fromEntries(
    Object.entries(reductions).map(([operator, join]) => [operator, (node, inputs) => reduced(node, inputs, join)]),
  ),
};

function reduced(
  node: OnnxNode,
  [grid, second]: readonly (Grid | undefined)[],
  join: (one: number, other: number) => number,
): Grid {
  const { kind, dimensions, numbers } = needed(grid);
  const told = integersOf(node, "axes") ?? (second ? integers(second) : []);
  const axes = new Set(
    (told.length === 0 ? dimensions.map((_, axis) => axis) : told).map((axis) => axisOf(axis, dimensions.length)),
  );
  if (numbers.length === 0) throw new GridError();
  const kept = dimensions.map((size, axis) => (axes.has(axis) ? 1 : size));
  const strides = stridesOf(kept);
  const sums = new Float64Array(countOf(kept));
  const seen = new Set<number>();
  const at = dimensions.map(() => 0);
  for (const [place, number] of numbers.entries()) {
    if (place > 0) step(at, dimensions);
    const to = strides.reduce((sum, stride, axis) => sum + (axes.has(axis) ? 0 : stride * at[axis]!), 0);
    sums[to] = seen.has(to) ? join(sums[to]!, number) : number;
    seen.add(to);
  }
  const shape = integerOf(node, "keepdims", 1) === 1 ? kept : dimensions.filter((_, axis) => !axes.has(axis));
  return { kind, dimensions: shape, numbers: sums };
}
