import type { PositionalEncoding, PositionPart } from "../attention/positions.js";
import { sizeOf, type ReadPart } from "./readPart.js";

/** What the axes of a positional encoding's parts count, the last ones: queries, keys, or anything else. */
const axes: Readonly<Record<PositionPart, readonly ("queries" | "keys" | null)[]>> = {
  encoding: ["queries", null],
  cosine: ["queries", null],
  sine: ["queries", null],
  angle: ["queries", null],
  queryBefore: ["queries", null],
  queryAfter: ["queries", null],
  bias: ["queries", "keys"],
  relativeTable: [null, null],
};

/** A positional encoding without the positions of padding. */
export function readPositions(encoding: PositionalEncoding, part: ReadPart): PositionalEncoding {
  const [whole, read] = [sizeOf(encoding, part.lengths), sizeOf(encoding, part.counts)];
  const { shape, values } = encoding;
  const [rows = 1, columns = 1] = shape.slice(-2);
  const [keptRows, keptColumns] = axes[encoding.part].map((axis, place) => {
    const size = place === 0 ? rows : columns;
    return axis !== null && size === whole[axis] ? read[axis] : size;
  }) as [number, number];
  if (keptRows === rows && keptColumns === columns) return encoding;
  const heads = values.length / (rows * columns);
  const kept = new Float32Array(heads * keptRows * keptColumns);
  for (let row = 0; row < heads * keptRows; row++) {
    const from = (Math.floor(row / keptRows) * rows + (row % keptRows)) * columns;
    kept.set(values.subarray(from, from + keptColumns), row * keptColumns);
  }
  return { ...encoding, shape: [...shape.slice(0, -2), keptRows, keptColumns], values: kept };
}
