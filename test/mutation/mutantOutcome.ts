import { oneHead } from "../../src/attention/headSet.js";
import { plainRecipe } from "../../src/attention/recipe.js";
import type { SiteSeal } from "../../src/attention/seal.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import { groupOf, mapSize } from "../../src/attention/traceGroup.js";
import type { EncoderClient } from "../../src/encoder/encoderClient.js";
import { Failure } from "../../src/protocol/failure.js";

/** A head's first row in every layer, by group and layer. */
export type FirstRows = ReadonlyMap<string, Float32Array>;

export async function firstRows(client: EncoderClient, { id: trace, groups }: TraceSummary): Promise<FirstRows> {
  const rows = new Map<string, Float32Array>();
  for (const { group, layers } of groups) {
    await client.call("thumbnails", { trace, group, recipe: plainRecipe });
    for (let layer = 0; layer < layers; layer++) {
      const map = { trace, heads: oneHead({ group, layer, head: 0 }), recipe: plainRecipe };
      await client.call("heatMap", map);
      rows.set(`${group} ${layer}`, await client.call("attentionRow", { ...map, query: 0 }));
    }
  }
  return rows;
}

/**
 * What is wrong with a result: nothing where it is that of the whole encoder, or where its seal says honestly what it is.
 */
export function resultFault(summary: TraceSummary, rows: FirstRows, whole: FirstRows): string | null {
  if (sameRows(rows, whole)) return null;
  const { seal, groups } = summary;
  if (seal === null) return "it has no seal, and other numbers than the whole encoder";
  for (const site of seal.sites) {
    if (!site.proven && !isSentence(site.reason)) return `its layer ${site.layer} is unproven for no reason`;
    const fault = site.proven ? provenFault(site, rows) : null;
    if (fault !== null) return fault;
  }
  const empty = groups.find((group) => {
    const { rows: queries, columns } = mapSize(summary, groupOf(summary, group.group));
    return queries * columns === 0;
  });
  return empty ? "it has an attention of no tokens" : null;
}

function provenFault({ group, layer, emptyRows }: SiteSeal, rows: FirstRows): string | null {
  const row = rows.get(`${group} ${layer}`);
  if (!row) return `there is no row of ${group} ${layer}`;
  const sum = row.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) < 0.1) return null;
  const empty = row.every((weight) => weight === 0 || Number.isNaN(weight));
  // A map that was left out is said in the trace's notes.
  return empty && emptyRows > 0 ? null : `its layer ${layer} is proven, and its first row sums to ${sum}`;
}

function sameRows(rows: FirstRows, whole: FirstRows): boolean {
  return (
    rows.size === whole.size &&
    [...whole].every(([place, row]) => {
      const own = rows.get(place);
      return own?.length === row.length && row.every((weight, key) => Math.abs(weight - own[key]!) <= 1e-4);
    })
  );
}

/** What is wrong with what was thrown: nothing where it is one sentence that a person can use. */
export function failureFault(thrown: unknown): string | null {
  if (!(thrown instanceof Failure)) return `${String(thrown)} is no failure`;
  const { code, message } = thrown;
  if (code === "unexpected") return `unexpected: ${thrown.detail}`;
  if (code === "badRequest") return `badRequest: ${message} ${thrown.detail}`;
  if (code === "cancelled") return "cancelled by nobody";
  if (/[\n\r\0]/.test(message) || !message.endsWith(".") || message.length > 1000) return `no sentence: ${message}`;
  return /undefined|\[object|NaN/.test(message) ? `no sentence for a person: ${message}` : null;
}

function isSentence(reason: string | null): boolean {
  return reason !== null && reason.length > 10 && !/undefined|\[object/.test(reason);
}
