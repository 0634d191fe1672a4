import type { ExportedTable, ListColumn } from "../export/exportedTable.js";

/** A list of these columns, which are all of one length. */
export function list(...columns: readonly ListColumn[]): ExportedTable {
  return { kind: "list", columns };
}

/** A column of whole numbers. */
export function integers(name: string, values: Int32Array): ListColumn {
  return { kind: "integer", name, values };
}

/** A column of texts. */
export function texts(name: string, values: readonly string[]): ListColumn {
  return { kind: "text", name, values };
}

/** A column of exact weights. */
export function weighted(name: string, values: Float32Array): ListColumn {
  return { kind: "weight", name, values };
}
