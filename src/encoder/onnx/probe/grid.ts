/** What numbers of a grid stand for: only integers are divided without a rest. */
export type GridKind = "flags" | "integers" | "floats";

/** A value's numbers for a short text. NaN is a number that the graph alone does not tell, such as a learned one. */
export interface Grid {
  readonly kind: GridKind;
  readonly dimensions: readonly number[];
  readonly numbers: Float64Array;
}

/** The most numbers of a grid: a bias of 100 heads for 24 tokens has 57,600. */
const MOST_NUMBERS = 2 ** 16;

/** How many numbers a shape holds. @throws GridError for too many, or no shape */
export function countOf(dimensions: readonly number[]): number {
  const count = dimensions.reduce((product, size) => product * size, 1);
  const isShape = dimensions.every((size) => Number.isSafeInteger(size) && size >= 0) && dimensions.length <= 8;
  if (!isShape || count > MOST_NUMBERS) throw new GridError();
  return count;
}

/** Thrown if a value cannot be computed here. */
export class GridError extends Error {}

/** A grid whose numbers are a function of their place. @throws GridError */
export function gridOf(kind: GridKind, dimensions: readonly number[], at: (place: number) => number): Grid {
  return { kind, dimensions, numbers: Float64Array.from({ length: countOf(dimensions) }, (_, place) => at(place)) };
}

/** Numbers between two places that are neighbours along each axis. */
export function stridesOf(dimensions: readonly number[]): number[] {
  const strides = dimensions.map(() => 1);
  for (let axis = dimensions.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * dimensions[axis + 1]!;
  return strides;
}

/**
 * A grid whose numbers are those at other places of one.
 *
 * @param from the place of a number, by its place along each axis; the array is the same one at every call
 * @throws GridError
 */
export function picked(grid: Grid, dimensions: readonly number[], from: (at: readonly number[]) => number): Grid {
  const at = dimensions.map(() => 0);
  return gridOf(grid.kind, dimensions, (place) => {
    if (place > 0) step(at, dimensions);
    return grid.numbers[from(at)] ?? NaN;
  });
}

/** Moves to the next place, the last axis first. */
export function step(at: number[], dimensions: readonly number[]): void {
  for (let axis = at.length - 1; axis >= 0; axis--) {
    at[axis]!++;
    if (at[axis]! < dimensions[axis]!) return;
    at[axis] = 0;
  }
}

/** An axis counted from the front. @throws GridError */
export function axisOf(axis: number, rank: number): number {
  const place = axis < 0 ? axis + rank : axis;
  if (!(Number.isInteger(place) && place >= 0 && place < rank)) throw new GridError();
  return place;
}

/** The shape that grids have together. Of two lengths the shorter one: a stored table is known by its corner. */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1).filter((size) => size !== 1);
    return sizes.length === 0 ? 1 : Math.min(...sizes);
  });
}

/** A grid stretched to a shape that it is broadcast to. */
export function stretched(grid: Grid, dimensions: readonly number[]): Grid {
  const skipped = dimensions.length - grid.dimensions.length;
  if (skipped === 0 && grid.dimensions.every((size, axis) => size === dimensions[axis])) return grid;
  const strides = stridesOf(grid.dimensions);
  return picked(grid, dimensions, (at) =>
    strides.reduce((sum, stride, axis) => sum + (grid.dimensions[axis] === 1 ? 0 : stride * at[axis + skipped]!), 0),
  );
}
