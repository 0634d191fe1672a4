import type { NpyArray } from "../attention/npy.js";
import type { ExportedTable } from "./exportedTable.js";

/**
 * A table as named arrays: of a matrix `attention` `[queries, keys]` and the labels `queries` and `keys`, of a list its
 * columns.
 */
export function tableArrays(table: ExportedTable): ReadonlyMap<string, NpyArray> {
  if (table.kind === "matrix") {
    const { rowLabels, columnLabels, weights } = table;
    return new Map<string, NpyArray>([
      ["attention", { kind: "float32", shape: [rowLabels.length, columnLabels.length], parts: [weights] }],
      ["queries", { kind: "text", shape: [rowLabels.length], texts: rowLabels }],
      ["keys", { kind: "text", shape: [columnLabels.length], texts: columnLabels }],
    ]);
  }
  return new Map(
    table.columns.map((column): [string, NpyArray] => {
      const shape = [column.values.length];
      if (column.kind === "text") return [column.name, { kind: "text", shape, texts: column.values }];
      if (column.kind === "integer") return [column.name, { kind: "int32", shape, parts: [column.values] }];
      return [column.name, { kind: "float32", shape, parts: [column.values] }];
    }),
  );
}
