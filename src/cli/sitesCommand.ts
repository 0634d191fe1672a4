import { halfSentence } from "../encoder/modelHalf.js";
import type { AttentionSite, BlockedSite } from "../encoder/onnx/attentionSite.js";
import type { PositionalEncodings } from "../encoder/onnx/positions/foundEncoding.js";
import { Failure } from "../protocol/failure.js";
import { residentBound } from "../encoder/memoryBound.js";
import { boundOptionNames, boundOptions } from "./boundOptions.js";
import { operatorSets, siteFacts } from "./modelSummary.js";
import { commonOptions, parsedOptions } from "./parsedOptions.js";
import { printable } from "./printable.js";
import { readingStep } from "./stepDeadlines.js";
import type { SitesOfModel, Surroundings } from "./surroundings.js";
import { textTable } from "./textTable.js";

export const sitesOptionNames = { ...commonOptions, ...boundOptionNames, json: { type: "boolean" } } as const;

/**
 * Prints where a model computes attention.
 *
 * @throws Failure `wrongUsage`, `noAttention` after it has printed what blocked it, and as `readSites` does
 */
export async function sitesCommand(parameters: readonly string[], surroundings: Surroundings): Promise<void> {
  const { values, positionals } = parsedOptions("sites", parameters, sitesOptionNames);
  const [path, more] = positionals;
  if (path === undefined) throw new Failure("wrongUsage", "sites needs a folder or an .onnx file; name one.");
  if (more !== undefined)
    throw new Failure("wrongUsage", `sites takes one model, and ${more} is one more; leave it out.`);
  const { deadline, memory } = boundOptions(values);
  const { bounds } = surroundings;
  bounds.memory(memory ?? residentBound(0));
  await bounds.step(readingStep(deadline));
  const found = await surroundings.readSites(path);
  await bounds.step(null);
  surroundings.print(values.json === true ? sitesJson(path, found) : sitesText(path, found));
  if (found.sites.sites.length === 0) throw noAttention(path, found.sites.blocked);
}

/** What to tell whoever asked for attention where there is none. */
export function noAttention(path: string, blocked: readonly BlockedSite[]): Failure {
  const why = blocked.length === 0 ? "nothing in it looks like attention" : `not recognised: ${listed(blocked)}`;
  return new Failure("noAttention", `${path} has no attention that can be read (${why}).`);
}

/** The first reasons, without the stop that each ends with. */
function listed(blocked: readonly BlockedSite[]): string {
  const shown = blocked.slice(0, 3).map(({ node, operator, reason }) => {
    return `${node || operator}: ${reason.replace(/\.$/, "")}`;
  });
  const more = blocked.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

function sitesJson(path: string, { model, sites, positions, half }: SitesOfModel): string {
  const content = {
    model: path,
    operatorSets: operatorSets(model),
    producer: model.producer,
    half: half && { ...half, note: halfSentence(half) },
    sites: sites.sites.map(siteFacts),
    blocked: sites.blocked,
    positions: { encodings: positions.encodings, reason: positions.reason },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const heading = ["group", "layer", "node", "operator", "heads", "key heads", "d_k", "scale", "mask", "bias"];

function sitesText(path: string, { model, sites, positions, half }: SitesOfModel): string {
  const versions = Object.entries(operatorSets(model)).map(([domain, version]) => `${domain} ${version}`);
  const about = `${path}: ${model.producer || "unknown producer"}; ${versions.join(", ")}`;
  const parts = [`${printable(about)}\n`];
  if (half) parts.push(`${printable(halfSentence(half))}\n`);
  if (sites.sites.length > 0) parts.push(textTable(heading, sites.sites.map(siteRow)));
  if (sites.blocked.length > 0) {
    const rows = sites.blocked.map(({ node, operator, reason }) => [node, operator, reason]);
    parts.push(textTable(["not recognised", "operator", "reason"], rows));
  }
  parts.push(positionsText(positions));
  return parts.join("\n");
}

function siteRow(site: AttentionSite): string[] {
  const { group, layer, node, operator, heads, keyHeads, headDimension, scale, mask, bias } = site;
  const number = (value: number | null) => (value === null ? "?" : String(Number(value.toPrecision(6))));
  const counts = [heads, keyHeads, headDimension, scale].map(number);
  return [group, String(layer), node, operator, ...counts, mask.join("+") || "none", bias];
}

function positionsText({ encodings, reason }: PositionalEncodings): string {
  if (encodings.length === 0) return `no positional encoding: ${printable(reason ?? "none was found")}\n`;
  const rows = encodings.map(({ kind, place, group, layers, parts, shape }) => {
    return [kind, place, group, layers.join(","), `[${shape.join(", ")}]`, parts[0]?.name ?? ""];
  });
  return textTable(["positions", "of", "group", "layers", "shape", "value"], rows);
}
