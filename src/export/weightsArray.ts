import type { NpyArray } from "../attention/npy.js";
import type { ExportedTable } from "./exportedTable.js";

/**
 * A table's weights alone, which is what one .npy file has room for: of a matrix `[queries, keys]`, of a list its columns of
 * weights, `[rows]` or, where there are several, `[rows, columns]`.
 */
export function weightsArray(table: ExportedTable): NpyArray {
  if (table.kind === "matrix") {
    const { rowLabels, columnLabels, weights } = table;
    return { kind: "float32", shape: [rowLabels.length, columnLabels.length], parts: [weights] };
  }
  const columns = table.columns.filter(({ kind }) => kind === "weight").map(({ values }) => values as Float32Array);
  const rows = table.columns[0]?.values.length ?? 0;
  if (columns.length === 1) return { kind: "float32", shape: [rows], parts: columns };
  const weights = new Float32Array(rows * columns.length);
  for (const [column, values] of columns.entries()) {
    for (let row = 0; row < rows; row++) weights[row * columns.length + column] = values[row]!;
  }
  return { kind: "float32", shape: [rows, columns.length], parts: [weights] };
}
