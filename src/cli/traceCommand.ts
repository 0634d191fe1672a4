import type { NpyArray } from "../attention/npy.js";
import { jsonChunks } from "../encoder/jsonChunks.js";
import { maximumNpzLength, npzChunks, npzLength } from "../encoder/npz.js";
import type { AttentionSite, SiteTensor } from "../encoder/onnx/attentionSite.js";
import type { OnnxEncoder, OnnxRun } from "../encoder/onnxRun.js";
import { Failure } from "../protocol/failure.js";
import { outputFile, writeOutput, type OutputFile } from "./outputFile.js";
import { printable } from "./printable.js";
import { noAttention } from "./sitesCommand.js";
import { arrayName, siteArrays, siteName } from "./siteArrays.js";
import type { Surroundings } from "./surroundings.js";
import { readTraceInput, runOnInput } from "./traceInput.js";
import { traceMetadata } from "./traceMetadata.js";
import { traceOptions, type TraceOptions } from "./traceOptions.js";
import { tracedSites } from "./tracedSites.js";

/**
 * Runs an encoder and writes what its attention was.
 *
 * @throws Failure
 */
export async function traceCommand(parameters: readonly string[], surroundings: Surroundings): Promise<void> {
  const options = traceOptions(parameters);
  const out = await outputFile(options.out, options.force);
  const input = await readTraceInput(options.input, surroundings.standardInput);
  const encoder = await surroundings.openEncoder(options.encoder, { provider: options.provider });
  try {
    if (encoder.sites.sites.length === 0) throw noAttention(options.encoder, encoder.sites.blocked);
    const sites = tracedSites(encoder.sites.sites, options.layers, options.heads);
    const tensors: readonly SiteTensor[] = ["probabilities", ...options.include];
    const layers = options.layers === null ? {} : { layers: options.layers };
    const {
      run,
      truncation,
      arrays: inputArrays,
    } = await runOnInput(encoder, input, {
      tensors,
      ...layers,
      ...(options.maximumTokens !== null && { maximumTokens: options.maximumTokens }),
    });
    const arrays = new Map([...siteArrays(run, tensors, options.heads), ...inputArrays]);
    const absent = absentArrays(sites, tensors, arrays);
    if (options.heads !== null) arrays.set("heads", headsArray(options.heads));
    const runtimeVersion = await surroundings.runtimeVersion();
    const metadata = await traceMetadata(encoder, run, { options, sites, truncation, absent, runtimeVersion });
    await write(out, options, arrays, metadata);
    for (const name of absent) surroundings.warn(`attention-inspector: ${name} is not to be had from this model.\n`);
    report(surroundings, { encoder, run, options, sites, truncation });
  } finally {
    await encoder.release();
  }
}

async function write(
  out: OutputFile,
  options: TraceOptions,
  arrays: ReadonlyMap<string, NpyArray>,
  metadata: object,
): Promise<void> {
  if (options.format === "json") return writeOutput(out, jsonChunks({ metadata }, arrays));
  const text: NpyArray = { kind: "text", shape: [], texts: [JSON.stringify(metadata)] };
  const all = new Map([...arrays, ["metadata", text]]);
  if (npzLength(all) > maximumNpzLength)
    throw new Failure("cannotWrite", `${options.out} would be over 4 GiB; choose with --layers, --heads or --include.`);
  return writeOutput(out, npzChunks(all));
}

/** The names of arrays that were asked for and did not come. */
function absentArrays(
  sites: readonly AttentionSite[],
  tensors: readonly SiteTensor[],
  arrays: ReadonlyMap<string, NpyArray>,
): string[] {
  return tensors.flatMap((tensor) => sites.map((site) => arrayName(site, tensor)).filter((name) => !arrays.has(name)));
}

function headsArray(heads: readonly number[]): NpyArray {
  return { kind: "int32", shape: [heads.length], parts: [Int32Array.from(heads)] };
}

interface Report {
  readonly encoder: OnnxEncoder;
  readonly run: OnnxRun;
  readonly options: TraceOptions;
  readonly sites: readonly AttentionSite[];
  readonly truncation: { readonly kept: number; readonly total: number } | null;
}

/** Says what was written, what ran, and what was not proven. */
function report({ print, warn }: Surroundings, { encoder, run, options, sites, truncation }: Report): void {
  const say = (sentence: string) => warn(printable(`attention-inspector: ${sentence}\n`));
  const { provider } = encoder;
  if (provider.reason !== null) say(`ran on ${provider.used}: ${provider.reason}`);
  if (truncation !== null)
    say(`the text was cut to ${truncation.kept} of its ${truncation.total} tokens; --max-tokens may allow more.`);
  const unproven = run.seal.sites.filter(({ proven }) => !proven);
  for (const seal of unproven) {
    const site = sites.find(({ group, layer }) => group === seal.group && layer === seal.layer);
    const name = site === undefined ? `layer ${seal.layer}` : siteName(site);
    const errors = `context off by ${figure(seal.contextError)}, row sums by ${figure(seal.rowSumError)}`;
    say(`${name} is unproven (${errors}): ${seal.reason ?? `the tolerance is ${run.seal.tolerance}.`}`);
  }
  const proven = run.seal.sites.length - unproven.length;
  print(
    printable(
      `${options.out}: ${sites.length} ${sites.length === 1 ? "layer" : "layers"} of attention of ${encoder.name} on ${provider.used}, ${proven} of them ` +
        `proven (context to ${figure(run.seal.contextError)}, row sums to ${figure(run.seal.rowSumError)})\n`,
    ),
  );
}

function figure(error: number | null): string {
  return error === null ? "?" : error.toExponential(1);
}
