import type { ExportedTable } from "./exportedTable.js";

/** A cell of a table for people. */
export type TableCell = { readonly text: string } | { readonly weight: number } | { readonly integer: number };

/** What stands above a table's columns; numbers stand to the right of theirs. */
export function tableHead(table: ExportedTable): readonly { readonly name: string; readonly isNumber: boolean }[] {
  if (table.kind === "list") return table.columns.map(({ name, kind }) => ({ name, isNumber: kind !== "text" }));
  return [{ name: "query", isNumber: false }, ...table.columnLabels.map((name) => ({ name, isNumber: true }))];
}

/** A table's rows, one after the other, as long as its head. */
export function* tableCells(table: ExportedTable): Generator<readonly TableCell[]> {
  if (table.kind === "matrix") {
    const { rowLabels, columnLabels, weights } = table;
    for (const [row, text] of rowLabels.entries()) {
      const first = row * columnLabels.length;
      const ofRow = weights.subarray(first, first + columnLabels.length);
      yield [{ text }, ...Array.from(ofRow, (weight) => ({ weight }))];
    }
    return;
  }
  const rows = table.columns[0]?.values.length ?? 0;
  for (let row = 0; row < rows; row++) {
    yield table.columns.map((column) => {
      if (column.kind === "text") return { text: column.values[row]! };
      return column.kind === "integer" ? { integer: column.values[row]! } : { weight: column.values[row]! };
    });
  }
}
