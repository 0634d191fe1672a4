import type { ExportedTable } from "./exportedTable.js";
import { npzChunks } from "./npz.js";
import type { Provenance } from "./provenance.js";
import { provenanceJson } from "./provenanceJson.js";
import { tableArrays } from "./tableArrays.js";

/** A table as a .npz: the arrays of `tableArrays`, and `provenance`, a text that is JSON. */
export function npzExportChunks(table: ExportedTable, provenance: Provenance): Generator<Uint8Array> {
  const told = { kind: "text", shape: [], texts: [provenanceJson(provenance)] } as const;
  return npzChunks(new Map([...tableArrays(table), ["provenance", told]]));
}
