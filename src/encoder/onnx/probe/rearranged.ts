import type { OnnxNode } from "../model.js";
import { integerOf, integersOf } from "../nodeAttributes.js";
import { axisOf, broadcastShape, countOf, GridError, gridOf, picked, stretched, stridesOf, type Grid } from "./grid.js";

type Rearranging = (node: OnnxNode, inputs: readonly (Grid | undefined)[]) => Grid;

/** Operators that put numbers at other places, or tell of shapes. @throws GridError */
export const rearranging: Readonly<Record<string, Rearranging>> = {
  Shape(node, [grid]) {
    const shape = needed(grid).dimensions;
    const part = shape.slice(integerOf(node, "start", 0), integerOf(node, "end", shape.length));
    return gridOf("integers", [part.length], (place) => part[place]!);
  },
  Size: (_, [grid]) => gridOf("integers", [], () => needed(grid).numbers.length),
  Reshape(_, [grid, target]) {
    const { dimensions, numbers } = needed(grid);
    const shape = integers(needed(target)).map((size, axis) => (size === 0 ? (dimensions[axis] ?? NaN) : size));
    const rest = shape.indexOf(-1);
    if (rest !== -1)
      shape[rest] = numbers.length / shape.reduce((so, size, axis) => (axis === rest ? so : so * size), 1);
    return reshaped(needed(grid), shape);
  },
  Unsqueeze(node, [grid, second]) {
    const axes = axesOf(node, second) ?? [];
    const rank = needed(grid).dimensions.length + axes.length;
    const places = new Set(axes.map((axis) => axisOf(axis, rank)));
    const rest = [...needed(grid).dimensions];
    return reshaped(
      needed(grid),
      Array.from({ length: rank }, (_, axis) => (places.has(axis) ? 1 : (rest.shift() ?? NaN))),
    );
  },
  Squeeze(node, [grid, second]) {
    const { dimensions } = needed(grid);
    const places = axesOf(node, second)?.map((axis) => axisOf(axis, dimensions.length));
    const isKept = (size: number, axis: number) => (places ? !places.includes(axis) : size !== 1);
    return reshaped(needed(grid), dimensions.filter(isKept));
  },
  Flatten(node, [grid]) {
    const { dimensions } = needed(grid);
    const before = dimensions.slice(0, integerOf(node, "axis", 1)).reduce((product, size) => product * size, 1);
    return reshaped(needed(grid), [before, needed(grid).numbers.length / Math.max(1, before)]);
  },
  Expand: (_, [grid, shape]) =>
    stretched(needed(grid), broadcastShape([needed(grid).dimensions, integers(needed(shape))])),
  Tile(_, [grid, repeats]) {
    const { dimensions } = needed(grid);
    const times = integers(needed(repeats));
    const strides = stridesOf(dimensions);
    const shape = dimensions.map((size, axis) => size * (times[axis] ?? NaN));
    return picked(needed(grid), shape, (at) =>
      at.reduce((sum, place, axis) => sum + (place % dimensions[axis]!) * strides[axis]!, 0),
    );
  },
  Transpose(node, [grid]) {
    const { dimensions } = needed(grid);
    const order = integersOf(node, "perm") ?? dimensions.map((_, axis) => dimensions.length - 1 - axis);
    const strides = stridesOf(dimensions);
    const shape = order.map((axis) => dimensions[axis] ?? NaN);
    return picked(needed(grid), shape, (at) =>
      at.reduce((sum, place, axis) => sum + place * strides[order[axis]!]!, 0),
    );
  },
  Slice(node, [grid, ...bounds]) {
    const [starts, ends, axes, steps] = ["starts", "ends", "axes", "steps"].map(
      (name, place) => integersOf(node, name) ?? (bounds[place] && integers(bounds[place])),
    );
    if (!starts || !ends) throw new GridError();
    const { dimensions } = needed(grid);
    const strides = stridesOf(dimensions);
    const [from, by, shape] = [dimensions.map(() => 0), dimensions.map(() => 1), [...dimensions]];
    for (const [place, start] of starts.entries()) {
      const axis = axisOf(axes?.[place] ?? place, dimensions.length);
      const [size, stride] = [dimensions[axis]!, steps?.[place] ?? 1];
      const bounded = (bound: number) => {
        const at = bound < 0 ? bound + size : bound;
        return stride > 0 ? Math.min(Math.max(at, 0), size) : Math.min(Math.max(at, -1), size - 1);
      };
      from[axis] = bounded(start);
      by[axis] = stride;
      // Before the beginning, as exporters write it where they turn an axis round.
      const end = ends[place]! <= -size - 1 ? -1 : bounded(ends[place]!);
      shape[axis] = Math.max(0, Math.ceil(((stride > 0 ? Math.max(end, 0) : end) - from[axis]) / stride));
    }
    return picked(needed(grid), shape, (at) =>
      at.reduce((sum, place, axis) => sum + (from[axis]! + place * by[axis]!) * strides[axis]!, 0),
    );
  },
  Concat(node, inputs) {
    const grids = inputs.map(needed);
    const [first] = grids;
    const axis = axisOf(integerOf(node, "axis", 0), needed(first).dimensions.length);
    const fits = ({ dimensions }: Grid) =>
      dimensions.length === first!.dimensions.length &&
      dimensions.every((size, place) => place === axis || size === first!.dimensions[place]);
    if (!grids.every(fits)) throw new GridError();
    const total = grids.reduce((sum, { dimensions }) => sum + dimensions[axis]!, 0);
    const shape = first!.dimensions.with(axis, total);
    const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
    const numbers = new Float64Array(countOf(shape));
    let before = 0;
    for (const { dimensions, numbers: part } of grids) {
      const [run, stride] = [dimensions[axis]! * inner, total * inner];
      for (let from = 0, to = before; from < part.length; from += run, to += stride) {
        numbers.set(part.subarray(from, from + run), to);
      }
      before += run;
    }
    return { kind: first!.kind, dimensions: shape, numbers };
  },
};

/** @throws GridError for an input that is left out */
export function needed(grid: Grid | undefined): Grid {
  if (!grid) throw new GridError();
  return grid;
}

/** Numbers that shapes and places are made of. @throws GridError if one is not known */
export function integers({ numbers }: Grid): number[] {
  if (numbers.some((number) => Number.isNaN(number))) throw new GridError();
  return [...numbers];
}

function axesOf(node: OnnxNode, second: Grid | undefined): readonly number[] | null {
  return integersOf(node, "axes") ?? (second ? integers(second) : null);
}

function reshaped(grid: Grid, dimensions: readonly number[]): Grid {
  if (countOf(dimensions) !== grid.numbers.length) throw new GridError();
  return { ...grid, dimensions };
}
