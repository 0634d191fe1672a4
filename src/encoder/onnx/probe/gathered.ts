import type { OnnxNode } from "../model.js";
import { integerOf } from "../nodeAttributes.js";
import { axisOf, countOf, GridError, picked, step, stridesOf, type Grid } from "./grid.js";
import { needed } from "./rearranged.js";

type Gathering = (node: OnnxNode, inputs: readonly (Grid | undefined)[]) => Grid;

/** Operators that take numbers from places that other numbers tell, or write to them. @throws GridError */
export const gathering: Readonly<Record<string, Gathering>> = {
  Gather(node, [from, places]) {
    const { dimensions } = needed(from);
    const indices = needed(places);
    const axis = axisOf(integerOf(node, "axis", 0), dimensions.length);
    const [strides, steps] = [stridesOf(dimensions), stridesOf(indices.dimensions)];
    const rank = indices.dimensions.length;
    const shape = [...dimensions.slice(0, axis), ...indices.dimensions, ...dimensions.slice(axis + 1)];
    return picked(needed(from), shape, (at) => {
      const index = steps.reduce((sum, stride, place) => sum + stride * at[axis + place]!, 0);
      const along = placeOf(indices.numbers[index]!, dimensions[axis]!);
      return strides.reduce((sum, stride, place) => {
        if (place === axis) return sum + stride * along;
        return sum + stride * at[place < axis ? place : place + rank - 1]!;
      }, 0);
    });
  },
  GatherElements(node, [from, places]) {
    const { dimensions } = needed(from);
    const indices = needed(places);
    const axis = axisOf(integerOf(node, "axis", 0), dimensions.length);
    const [strides, steps] = [stridesOf(dimensions), stridesOf(indices.dimensions)];
    return picked(needed(from), indices.dimensions, (at) => {
      const index = steps.reduce((sum, stride, place) => sum + stride * at[place]!, 0);
      const along = placeOf(indices.numbers[index]!, dimensions[axis]!);
      return strides.reduce((sum, stride, place) => sum + stride * (place === axis ? along : at[place]!), 0);
    });
  },
  GatherND(node, [from, places]) {
    if (integerOf(node, "batch_dims", 0) !== 0) throw new GridError();
    const { dimensions } = needed(from);
    const indices = needed(places);
    const { depth, heads, strides } = tuples(dimensions, indices);
    const shape = [...heads, ...dimensions.slice(depth)];
    const inner = countOf(dimensions.slice(depth));
    let place = 0;
    return picked(needed(from), shape, () => {
      const tuple = Math.floor(place / inner);
      return offsetOf(indices, tuple, depth, dimensions, strides) + (place++ % inner);
    });
  },
  ScatterND(_, [from, places, updates]) {
    const { kind, dimensions, numbers } = needed(from);
    const indices = needed(places);
    const { depth, heads, strides } = tuples(dimensions, indices);
    const inner = countOf(dimensions.slice(depth));
    const written = Float64Array.from(numbers);
    const count = countOf(heads);
    if (needed(updates).numbers.length !== count * inner) throw new GridError();
    for (let tuple = 0; tuple < count; tuple++) {
      const offset = offsetOf(indices, tuple, depth, dimensions, strides);
      // Who knows what is overwritten then?
      if (Number.isNaN(offset)) throw new GridError();
      written.set(needed(updates).numbers.subarray(tuple * inner, (tuple + 1) * inner), offset);
    }
    return { kind, dimensions, numbers: written };
  },
  ScatterElements(node, [from, places, updates]) {
    const { kind, dimensions, numbers } = needed(from);
    const indices = needed(places);
    const axis = axisOf(integerOf(node, "axis", 0), dimensions.length);
    const strides = stridesOf(dimensions);
    const written = Float64Array.from(numbers);
    const at = indices.dimensions.map(() => 0);
    for (const [place, index] of indices.numbers.entries()) {
      if (place > 0) step(at, indices.dimensions);
      const along = placeOf(index, dimensions[axis]!);
      const offset = strides.reduce((sum, stride, on) => sum + stride * (on === axis ? along : at[on]!), 0);
      if (Number.isNaN(offset)) throw new GridError();
      written[offset] = needed(updates).numbers[place] ?? NaN;
    }
    return { kind, dimensions, numbers: written };
  },
};

/** A place counted from the front; NaN, at which nothing is known, if it is not known or beyond a corner. */
function placeOf(index: number, size: number): number {
  const place = index < 0 ? index + size : index;
  return place >= 0 && place < size ? place : NaN;
}

function tuples(dimensions: readonly number[], indices: Grid) {
  const depth = indices.dimensions.at(-1) ?? 0;
  if (depth < 1 || depth > dimensions.length) throw new GridError();
  return { depth, heads: indices.dimensions.slice(0, -1), strides: stridesOf(dimensions) };
}

function offsetOf(
  indices: Grid,
  tuple: number,
  depth: number,
  dimensions: readonly number[],
  strides: readonly number[],
): number {
  let offset = 0;
  for (let axis = 0; axis < depth; axis++) {
    offset += placeOf(indices.numbers[tuple * depth + axis]!, dimensions[axis]!) * strides[axis]!;
  }
  return offset;
}
