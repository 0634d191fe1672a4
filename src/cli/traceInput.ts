import type { NpyArray } from "../attention/npy.js";
import type { Truncation } from "../attention/trace.js";
import type { ModelInputs, NestedNumbers, OnnxEncoder, OnnxRun, RunTextOptions } from "../encoder/onnxRun.js";
import { modelInputs, readsTarget, tokenNumbers } from "../encoder/modelInputs.js";
import type { OnnxModel } from "../encoder/onnx/model.js";
import { Failure } from "../protocol/failure.js";
import { checkInputs } from "./checkedInputs.js";
import { checkTextLength, fileText } from "./fileText.js";
import { idsFile } from "./idsFile.js";
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
  readonly arrays: Map<string, NpyArray>;
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
export async function runOnInput(encoder: OnnxEncoder, input: ReadInput, options: RunTextOptions): Promise<InputRun> {
  if (input.kind === "ids") {
    checkInputs(input.inputs, encoder.model);
    const run = await encoder.runInputs(input.inputs, options);
    return { run, truncation: null, arrays: idArrays(input.inputs, encoder.model) };
  }
  if (input.segments.length === 1 && readsTarget(encoder.model.graph.inputs)) {
    throw new Failure(
      "badInput",
      `${encoder.name} has an encoder and a decoder, which reads a text of its own; give it with --pair.`,
    );
  }
  const run = await encoder.runText(input.segments, options);
  const arrays = tokenArrays(run.tokens, "", input.segments);
  if (run.targetTokens !== null) {
    // The target is one text, whatever place it has among the segments.
    const target = input.segments.map(() => input.segments[1] ?? "");
    for (const [name, array] of tokenArrays(run.targetTokens, "decoder_", target)) arrays.set(name, array);
  }
  return { run, truncation: run.truncation, arrays };
}

/** `ids` and `decoder_ids` `[N]`: what was given for the inputs that hold ids. */
function idArrays(inputs: ModelInputs, { graph }: OnnxModel): Map<string, NpyArray> {
  const arrays = new Map<string, NpyArray>();
  for (const input of modelInputs(graph.inputs)) {
    const { role, side, value } = input;
    const nested = Object.hasOwn(inputs, value.name) ? inputs[value.name] : undefined;
    if (role !== "ids" || nested === undefined) continue;
    const ids = Int32Array.from(flat(tokenNumbers(input, nested) ?? nested));
    arrays.set(side === "target" ? "decoder_ids" : "ids", { kind: "int32", shape: [ids.length], parts: [ids] });
  }
  return arrays;
}

function* flat(nested: NestedNumbers): Generator<number> {
  if (typeof nested === "number") yield nested;
  else for (const part of nested) yield* flat(part);
}
