import type { SiteSeal } from "../attention/seal.js";
import type { Truncation, TruncationBound } from "../attention/trace.js";
import { halfSentence } from "../encoder/modelHalf.js";
import type { AttentionSite } from "../encoder/onnx/attentionSite.js";
import type { OnnxEncoder, OnnxRun } from "../encoder/onnxRun.js";
import { printable } from "./printable.js";
import { siteName } from "./siteArrays.js";
import type { Surroundings } from "./surroundings.js";

/** What there is to say of a trace that was written. */
export interface TraceReport {
  readonly out: string;
  readonly encoder: OnnxEncoder;
  readonly run: OnnxRun;
  readonly sites: readonly AttentionSite[];
  readonly truncation: Truncation | null;
  /** Names of arrays that were asked for and are not to be had. */
  readonly absent: readonly string[];
  /** How many tokens stand at positions beyond the encoder's trained length. */
  readonly beyond: number;
}

/** Says on standard output what was written, and on standard error what about it is not as it was wished to be. */
export function reportTrace(
  { print, warn }: Pick<Surroundings, "print" | "warn">,
  { out, encoder, run, sites, truncation, absent, beyond }: TraceReport,
): void {
  const say = (sentence: string) => warn(printable(`attention-inspector: ${sentence}\n`));
  const { provider } = encoder;
  const { blocked } = encoder.sites;
  if (provider.reason !== null) say(`It ran on ${provider.used}: ${provider.reason}`);
  if (encoder.half?.half === "encoder") say(halfSentence(encoder.half));
  for (const note of run.notes) say(note);
  if (truncation !== null) {
    const { kept, total, bound } = truncation;
    say(`The text was cut to ${kept} of its ${total} tokens${bound ? `: ${boundInWords(bound)}` : ""}.`);
  }
  if (beyond > 0) {
    const tokens = beyond === 1 ? "1 token stands" : `${beyond} tokens stand`;
    say(
      `The encoder was trained on at most ${encoder.trainedLength} tokens: ${tokens} beyond, at positions new to it.`,
    );
  }
  if (blocked.length > 0) {
    const places = blocked.length === 1 ? "1 place" : `${blocked.length} places`;
    say(`${places} that may be attention could not be recognised; attention-inspector sites tells why.`);
  }
  for (const name of absent) say(`${name} is not to be had from this model.`);
  for (const sentence of unproven(run, sites)) say(sentence);
  const partial = run.seal.sites.filter((seal) => seal.belowOne === true);
  for (const { group, layer, reason } of partial) say(`${nameOf(sites, group, layer)}: ${reason ?? ""}.`);
  const count = sites.length === 1 ? "1 attention site" : `${sites.length} attention sites`;
  const proven = run.seal.sites.filter((seal) => seal.proven).length;
  const below = partial.length === 0 ? "" : `, ${partial.length} proven with rows below 1`;
  const errors = `context to ${figure(run.seal.contextError)}, row sums to ${figure(run.seal.rowSumError)}`;
  print(printable(`${out}: ${count} of ${encoder.name} on ${provider.used}, ${proven} proven${below} (${errors})\n`));
}

function boundInWords({ of, tokens, most }: TruncationBound): string {
  switch (of) {
    case "model":
      return `the encoder takes at most ${tokens}`;
    case "memory":
      return `the attention of more than ${tokens} takes too much memory`;
    default:
      return `its ${of} bounds a sequence to ${tokens}; --max-tokens lifts that${most === null ? "" : `, up to ${most}`}`;
  }
}

function unproven({ seal, arrays }: OnnxRun, sites: readonly AttentionSite[]): string[] {
  // Of a site that is left out a note has said so.
  const isShown = ({ group, layer }: SiteSeal) =>
    arrays.probabilities?.some(({ site }) => site.group === group && site.layer === layer) ?? true;
  const failed = seal.sites.filter((site) => !site.proven && site.belowOne !== true && isShown(site));
  return failed.map(({ group, layer, contextError, rowSumError, reason }) => {
    const name = nameOf(sites, group, layer);
    const errors = `context off by ${figure(contextError)}, row sums by ${figure(rowSumError)}`;
    return `${name} is unproven (${errors}): ${reason ?? `the tolerance is ${seal.tolerance}.`}`;
  });
}

function nameOf(sites: readonly AttentionSite[], group: AttentionSite["group"], layer: number): string {
  const site = sites.find((site) => site.group === group && site.layer === layer);
  return site === undefined ? `layer ${layer}` : siteName(site);
}

function figure(error: number | null): string {
  return error === null ? "?" : error.toExponential(1);
}
