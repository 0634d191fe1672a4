/** A map's weights with what its rows and columns stand for. */
export interface ExportedMatrix {
  readonly kind: "matrix";
  /** `[rows]` queries. */
  readonly rowLabels: readonly string[];
  /** `[columns]` keys. */
  readonly columnLabels: readonly string[];
  /** `[rows, columns]` exact; NaN where there is no number. */
  readonly weights: Float32Array;
}

/** One column of a list. Numbers that are places count from 0. */
export type ListColumn =
  | { readonly kind: "text"; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: "integer"; readonly name: string; readonly values: Int32Array }
  | { readonly kind: "weight"; readonly name: string; readonly values: Float32Array };

/** Rows of records, kept by their columns, which are all of one length. */
export interface ExportedList {
  readonly kind: "list";
  readonly columns: readonly ListColumn[];
}

export type ExportedTable = ExportedMatrix | ExportedList;
