import type { HeadsInName } from "../export/fileName.js";
import { exportFormats } from "../export/exportFormats.js";
import type { ExportRequest } from "./exportProtocol.js";

/** Which heads a file is named after: a page of its own and a map after those in view, what is of all heads after none. */
export function headsOfExport({
  heads,
  format,
  table,
}: Pick<ExportRequest, "heads" | "format" | "table">): HeadsInName {
  const ofAll = table.kind === "statistics" && exportFormats[format].holds !== "page";
  return ofAll ? { group: heads.group, heads: "all" } : heads;
}
