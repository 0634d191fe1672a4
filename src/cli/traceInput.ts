import type { NpyArray } from "../attention/npy.js";
import type { Truncation } from "../attention/trace.js";
import type { DecoderStart } from "../encoder/decoderStart.js";
import { idInputs } from "../encoder/idInputs.js";
import type { ModelInputs, NestedNumbers, OnnxEncoder, OnnxRun, RunTextOptions } from "../encoder/onnxRun.js";
import { mostTokensOf } from "../encoder/memoryBound.js";
import { idsName, modelInputs, tokenNumbers, type ModelInput } from "../encoder/modelInputs.js";
import { Failure } from "../protocol/failure.js";
import { checkInputs } from "./checkedInputs.js";
import { checkTextLength, fileText } from "./fileText.js";
import { idsFile, nestedShape } from "./idsFile.js";
import { tokenArrays } from "./tokenArrays.js";
import type { TraceInput } from "./traceOptions.js";

/** What a trace reads, read. */
export type ReadInput =
  | { readonly kind: "segments"; readonly segments: readonly string[] }
  | { readonly kind: "ids"; readonly inputs: ModelInputs };

/** A run, and what its input was as a file holds it. */
export interface InputRun {
  readonly run: OnnxRun;
  readonly truncation: Truncation | null;
  /** The token in front of the target; null if there is no decoder, none was found, or ids were given. */
  readonly decoderStart: DecoderStart | null;
  readonly arrays: Map<string, NpyArray>;
}

/** Called before each step of a run that native code does. */
export interface RunSteps {
  readonly tokenizing: () => Promise<void>;
  readonly running: () => Promise<void>;
}

/** @throws Failure `badInput`, `textTooLong` */
export async function readTraceInput(input: TraceInput, standardInput: AsyncIterable<Uint8Array>): Promise<ReadInput> {
  if (input.kind === "ids") return { kind: "ids", inputs: await idsFile(input.file, standardInput) };
  const text = input.kind === "text" ? input.text : await fileText(input.file, standardInput);
  const segments = input.pair === null ? [text] : [text, input.pair];
  for (const segment of segments) checkTextLength("The text", segment);
  return { kind: "segments", segments };
}

/** @throws Failure */
export async function runOnInput(
  encoder: OnnxEncoder,
  input: ReadInput,
  options: RunTextOptions,
  steps: RunSteps,
): Promise<InputRun> {
  const { model, sites } = encoder;
  const wanted = modelInputs(model.graph.inputs, idInputs(model, sites));
  if (input.kind === "ids") {
    checkInputs(input.inputs, model, wanted);
    await steps.running();
    const run = await encoder.runInputs(input.inputs, options);
    return { run, truncation: null, decoderStart: null, arrays: idArrays(input.inputs, wanted) };
  }
  if (input.segments.length === 1 && idsName(wanted, "target") !== null) {
    throw new Failure(
      "badInput",
      `${encoder.name} has an encoder and a decoder, which reads a text of its own; give it with --pair.`,
    );
  }
  // How a text may be cut depends on the shapes that the model takes, which short runs tell.
  await steps.running();
  await encoder.tryOut(options);
  await steps.tokenizing();
  const run = await encoder.runText(input.segments, { ...options, onTokenized: steps.running });
  const arrays = tokenArrays(run.tokens, "", input.segments);
  if (run.targetTokens !== null) {
    // The target is one text, whatever place it has among the segments.
    const target = input.segments.map(() => input.segments[1] ?? "");
    for (const [name, array] of tokenArrays(run.targetTokens, "decoder_", target)) arrays.set(name, array);
    const produced = run.producedTokens ? tokenArrays(run.producedTokens, "produced_", target) : [];
    for (const [name, array] of produced) arrays.set(name, array);
  }
  const { truncation, decoderStart } = run;
  return { run, truncation, decoderStart, arrays };
}

/** As many tokens as an input can have. */
export function mostTokens(input: ReadInput, maximumTokens: number | null): number {
  if (input.kind === "segments") return Math.min(maximumTokens ?? Infinity, mostTokensOf(input.segments));
  return Math.max(0, ...Object.entries(input.inputs).map(([name, nested]) => sizeOf(nestedShape(name, nested))));
}

/** `ids` and `decoder_ids` `[N]`: what was given for the inputs that hold ids. */
function idArrays(inputs: ModelInputs, wanted: readonly ModelInput[]): Map<string, NpyArray> {
  const arrays = new Map<string, NpyArray>();
  for (const input of wanted) {
    const { role, side, value } = input;
    const nested = Object.hasOwn(inputs, value.name) ? inputs[value.name] : undefined;
    if (role !== "ids" || nested === undefined) continue;
    const ids = Int32Array.from(flat(tokenNumbers(input, nested) ?? nested));
    arrays.set(side === "target" ? "decoder_ids" : "ids", { kind: "int32", shape: [ids.length], parts: [ids] });
  }
  return arrays;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function* flat(nested: NestedNumbers): Generator<number> {
  if (typeof nested === "number") yield nested;
  else for (const part of nested) yield* flat(part);
}
