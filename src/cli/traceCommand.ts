import type { NpyArray } from "../attention/npy.js";
import { jsonChunks } from "../export/jsonChunks.js";
import { maximumNpzLength, npzChunks, npzLength } from "../export/npz.js";
import { encoderBytes } from "../encoder/encoderStamp.js";
import { memoryOfTrace, residentBound } from "../encoder/memoryBound.js";
import type { AttentionSite, SiteTensor } from "../encoder/onnx/attentionSite.js";
import type { OnnxEncoder, OnnxRun } from "../encoder/onnxRun.js";
import { Failure } from "../protocol/failure.js";
import { outputFile, writeOutput, type OutputFile } from "./outputFile.js";
import { noAttention } from "./sitesCommand.js";
import { arrayName, siteArrays } from "./siteArrays.js";
import type { Surroundings } from "./surroundings.js";
import { openingStep, runStep, tokenizingStep } from "./stepDeadlines.js";
import { mostTokens, readTraceInput, runOnInput, type ReadInput } from "./traceInput.js";
import { traceMetadata } from "./traceMetadata.js";
import { traceOptions, type TraceOptions } from "./traceOptions.js";
import { reportTrace } from "./traceReport.js";
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
  const { bounds } = surroundings;
  bounds.memory(await memoryFor(options, input));
  await bounds.step(openingStep(await bytesOf(options.encoder), options.provider, options.deadline));
  const encoder = await opened(options, surroundings);
  try {
    if (encoder.sites.sites.length === 0) throw noAttention(options.encoder, encoder.sites.blocked);
    const sites = tracedSites(encoder.sites.sites, options.layers, options.heads);
    const tensors: readonly SiteTensor[] = ["probabilities", ...options.include];
    const layers = options.layers === null ? {} : { layers: options.layers };
    const runOptions = { tensors, ...layers, ...(options.positions && { positions: true }) };
    await encoder.prepare(runOptions);
    const maximum = options.maximumTokens === null ? {} : { maximumTokens: options.maximumTokens };
    const units = input.kind === "ids" ? 0 : input.segments.reduce((sum, segment) => sum + segment.length, 0);
    const {
      run,
      truncation,
      decoderStart,
      arrays: inputArrays,
    } = await runOnInput(
      encoder,
      input,
      { ...runOptions, ...maximum },
      {
        tokenizing: () => bounds.step(tokenizingStep(units, options.deadline)),
        running: () => bounds.step(runStep(options.deadline)),
      },
    );
    // What is left to do takes as long as files take to be read and written, and must not be ended in the middle.
    await bounds.step(null);
    checkNumbers(run);
    const arrays = new Map([...siteArrays(run, tensors, options.heads), ...positionArrays(run), ...inputArrays]);
    const noPositions = options.positions && (run.positions ?? []).length === 0 ? ["positions_0"] : [];
    const absent = [...absentArrays(sites, tensors, arrays), ...noPositions];
    if (options.heads !== null) arrays.set("heads", headsArray(options.heads));
    const runtimeVersion = await surroundings.runtimeVersion();
    const beyond = beyondTrainedLength(encoder, arrays);
    const facts = { options, sites, truncation, decoderStart, absent, beyond, runtimeVersion };
    const metadata = await traceMetadata(encoder, run, facts);
    bounds.memory(null);
    await write(out, options, arrays, metadata);
    reportTrace(surroundings, { out: options.out, encoder, run, sites, truncation, absent, beyond });
  } finally {
    await encoder.release();
  }
}

/** Bytes that a trace may take. */
async function memoryFor({ encoder, provider, maximumTokens, memory }: TraceOptions, input: ReadInput) {
  return memory ?? residentBound(await memoryOfTrace(encoder, provider, mostTokens(input, maximumTokens)));
}

/** Bytes of a model, for its deadline. What is wrong with it is told by who opens it. */
function bytesOf(encoder: string): Promise<number> {
  return encoderBytes(encoder).catch(() => 0);
}

/** How many tokens of the longer side stand at positions that the encoder was not trained on. */
function beyondTrainedLength({ trainedLength }: OnnxEncoder, arrays: ReadonlyMap<string, NpyArray>): number {
  const lengths = ["ids", "decoder_ids"].map((name) => arrays.get(name)?.shape[0] ?? 0);
  return Math.max(0, Math.max(...lengths) - (trainedLength ?? Infinity));
}

async function opened({ encoder, provider }: TraceOptions, { openEncoder }: Surroundings): Promise<OnnxEncoder> {
  try {
    return await openEncoder(encoder, { provider });
  } catch (thrown) {
    // What the engine says to do about it is done in VS Code's settings.
    if (!(thrown instanceof Failure && thrown.code === "providerUnavailable")) throw thrown;
    const sentence = thrown.message.replace(/; [^;]*$/, "; choose another with --provider, such as cpu.");
    throw new Failure(thrown.code, sentence, thrown.detail);
  }
}

/** @throws Failure `runFailed` if there is no number in all of the attention */
function checkNumbers({ arrays: { probabilities = [] } }: OnnxRun): void {
  if (probabilities.length === 0 || !probabilities.every(({ values }) => values.every(Number.isNaN))) return;
  throw new Failure(
    "runFailed",
    "Every row of the attention is NaN: the model computes no weights on this input; nothing is written.",
  );
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

/** `positions_0`, `positions_1`, …: the positional encodings of a run, in its order. */
function positionArrays({ positions = [] }: OnnxRun): Map<string, NpyArray> {
  return new Map(
    positions.map(({ shape, values }, place) => [`positions_${place}`, { kind: "float32", shape, parts: [values] }]),
  );
}

function headsArray(heads: readonly number[]): NpyArray {
  return { kind: "int32", shape: [heads.length], parts: [Int32Array.from(heads)] };
}
