import type { ExportedTable } from "./exportedTable.js";
import { float32Text } from "./float32Text.js";
import { jsonChunks } from "./jsonChunks.js";
import type { Provenance } from "./provenance.js";
import { provenanceJson } from "./provenanceJson.js";
import { tableArrays } from "./tableArrays.js";

/**
 * A table as one JSON object: `provenance`, then the arrays of `tableArrays`, nested as their axes are, weights as the
 * shortest decimals that read back to the same float32. What is no number is null, and counted in `nonFinite`.
 */
export function jsonExportChunks(table: ExportedTable, provenance: Provenance): Generator<string> {
  const first = { provenance: JSON.parse(provenanceJson(provenance)) as unknown };
  return jsonChunks(first, tableArrays(table), float32Text);
}
