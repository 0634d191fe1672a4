import type { ExportedTable } from "../../../../src/export/exportedTable.js";
import { hostileTexts } from "./hostileTexts.js";

/** Weights that no short decimal stands for, and what is no number. */
export const hardWeights = Float32Array.of(0.1, 1 / 3, 1, 0, 1e-7, 1.1754944e-38, 1e-45, 0.99999994, NaN, Infinity);

/** A map whose rows and columns are hostile. */
export const hostileMatrix: ExportedTable & { readonly kind: "matrix" } = {
  kind: "matrix",
  rowLabels: hostileTexts,
  columnLabels: hostileTexts,
  weights: Float32Array.from(
    { length: hostileTexts.length ** 2 },
    (_, cell) => hardWeights[cell % hardWeights.length]!,
  ),
};

/** A list of one column of each kind, whose texts are hostile. */
export const hostileList: ExportedTable & { readonly kind: "list" } = {
  kind: "list",
  columns: [
    { kind: "integer", name: "position", values: Int32Array.from(hostileTexts.keys()) },
    { kind: "text", name: "key", values: hostileTexts },
    { kind: "weight", name: "weight", values: Float32Array.from(hostileTexts.keys(), (row) => hardWeights[row % 10]!) },
  ],
};
