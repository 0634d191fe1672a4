/** The sums of a matrix's rows and columns, and what is said of one. */
export interface Sums {
  /** `[rows]` */
  readonly rows: Float32Array;
  /** `[columns]` */
  readonly columns: Float32Array;
  /** A sentence about one of them, with its number. */
  readonly sentence: (side: "rows" | "columns", index: number) => string;
}
