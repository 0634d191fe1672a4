import assert from "node:assert/strict";
import type { Trace } from "../../src/attention/trace.js";
import { TraceReading } from "../../src/attention/traceReading.js";
import type { ListColumn } from "../../src/export/exportedTable.js";
import { exportedNumbers } from "../../src/protocol/exportedNumbers.js";
import type { ExportRequest } from "../../src/protocol/exportProtocol.js";
import type { NumbersOfTraces } from "../../src/protocol/numbersOfTraces.js";
import type { OfKey, OfPairs, OfQuery } from "../../src/protocol/traceMethods.js";
import type { OpenPage } from "./openPage.js";

/** Exports what the page shows; what it asks its host for. */
export async function askedExport(open: OpenPage, format: "CSV" | "SVG" = "CSV"): Promise<ExportRequest> {
  await open.page.locator(".export-button").click();
  await open.page.getByRole("menuitem", { name: format, exact: true }).click();
  await open.settle();
  return open.page.evaluate(
    () =>
      window.attentionInspectorHost.calls.findLast(({ method }) => method === "exportView")!
        .request as unknown as ExportRequest,
  );
}

/** The columns of the list that a host makes of what it is asked for. */
export async function exportedColumns(
  trace: Trace,
  { table, ...map }: ExportRequest,
): Promise<Record<string, ListColumn["values"]>> {
  const reading = new TraceReading(trace);
  const answers: Record<string, (request: never) => unknown> = {
    attentionRow: ({ heads, recipe, query }: OfQuery) => reading.row(heads, recipe, query),
    attentionColumn: ({ heads, recipe, key }: OfKey) => reading.column(heads, recipe, key),
    strongestPairs: ({ heads, recipe, count }: OfPairs) => reading.strongestPairs(heads, recipe, count),
  };
  const call = (method: string, request: unknown) => Promise.resolve(answers[method]!(request as never));
  const made = await exportedNumbers(trace, map, table, { call } as NumbersOfTraces, new AbortController().signal);
  assert.equal(made.kind, "list");
  return Object.fromEntries((made as { columns: readonly ListColumn[] }).columns.map((one) => [one.name, one.values]));
}
