import { executionProviders, type ExecutionProvider } from "../attention/trace.js";
import { minimumTokens } from "../encoder/limits.js";
import type { SiteTensor } from "../encoder/onnx/attentionSite.js";
import { Failure } from "../protocol/failure.js";
import { boundOptionNames, boundOptions, type BoundOptions } from "./boundOptions.js";
import { numberRanges } from "./numberRanges.js";
import { commonOptions, parsedOptions } from "./parsedOptions.js";

/** What a trace reads: text, a file's text, or ids. */
export type TraceInput =
  | { readonly kind: "text"; readonly text: string; readonly pair: string | null }
  | { readonly kind: "file"; readonly file: string; readonly pair: string | null }
  | { readonly kind: "ids"; readonly file: string };

export interface TraceOptions extends BoundOptions {
  /** A folder or an .onnx file. */
  readonly encoder: string;
  readonly input: TraceInput;
  readonly out: string;
  readonly format: "npz" | "json";
  /** Null for all. */
  readonly layers: readonly number[] | null;
  readonly heads: readonly number[] | null;
  /** Besides the attention. */
  readonly include: readonly IncludedTensor[];
  /** Whether to write the positional encodings too. */
  readonly positions: boolean;
  readonly provider: ExecutionProvider | "auto";
  /** Null for the encoder's own bound. */
  readonly maximumTokens: number | null;
  readonly force: boolean;
}

export type IncludedTensor = Exclude<SiteTensor, "probabilities">;

const includedTensors: readonly IncludedTensor[] = ["products", "scores", "query", "key", "value", "context"];
/** What --include knows. */
export const includable = [...includedTensors, "positions"] as const;
export const providers: readonly (ExecutionProvider | "auto")[] = [...executionProviders, "auto"];

export const traceOptionNames = {
  ...commonOptions,
  encoder: { type: "string" },
  text: { type: "string" },
  file: { type: "string" },
  pair: { type: "string" },
  ids: { type: "string" },
  out: { type: "string" },
  layers: { type: "string" },
  heads: { type: "string" },
  include: { type: "string" },
  provider: { type: "string" },
  "max-tokens": { type: "string" },
  force: { type: "boolean" },
  ...boundOptionNames,
} as const;

/** @throws Failure `wrongUsage` */
export function traceOptions(parameters: readonly string[]): TraceOptions {
  const { values, positionals } = parsedOptions("trace", parameters, traceOptionNames);
  if (positionals.length > 0)
    throw wrong(
      `trace takes options only, and ${positionals[0]} is none; a text of several words needs quotation marks.`,
    );
  const { encoder, out, layers, heads, include = "", provider = "cpu", force = false } = values;
  if (encoder === undefined) throw wrong("trace needs --encoder, a folder or an .onnx file.");
  if (out === undefined) throw wrong("trace needs --out, a file that ends in .npz or .json.");
  const format = /\.(npz|json)$/i.exec(out)?.[1]?.toLowerCase();
  if (format === undefined) throw wrong(`--out ${out} must end in .npz or .json; correct it.`);
  const included = include === "" ? [] : include.split(",").map((name) => oneOf("--include", name.trim(), includable));
  return {
    encoder,
    input: traceInput(values),
    out,
    format: format as "npz" | "json",
    layers: layers === undefined ? null : numberRanges("--layers", layers),
    heads: heads === undefined ? null : numberRanges("--heads", heads),
    include: included.filter((name) => name !== "positions"),
    positions: included.includes("positions"),
    provider: oneOf("--provider", provider, providers),
    maximumTokens: maximumTokens(values["max-tokens"]),
    force,
    ...boundOptions(values),
  };
}

interface InputValues {
  readonly text?: string | undefined;
  readonly file?: string | undefined;
  readonly pair?: string | undefined;
  readonly ids?: string | undefined;
  readonly "max-tokens"?: string | undefined;
}

function traceInput({ text, file, pair, ids, "max-tokens": maximum }: InputValues): TraceInput {
  const given = [text, file, ids].filter((value) => value !== undefined).length;
  if (given !== 1) throw wrong("trace needs one of --text, --file and --ids, and one alone.");
  if (ids !== undefined) {
    if (pair !== undefined) throw wrong("--pair goes with --text or --file; ids hold both segments already.");
    if (maximum !== undefined) throw wrong("--max-tokens goes with --text or --file; ids are taken as they are.");
    return { kind: "ids", file: ids };
  }
  if (file !== undefined) return { kind: "file", file, pair: pair ?? null };
  return { kind: "text", text: text!, pair: pair ?? null };
}

function maximumTokens(text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number >= minimumTokens) return number;
  throw wrong(`--max-tokens ${text} is no whole number from ${minimumTokens} up; correct it.`);
}

function oneOf<T extends string>(option: string, name: string, names: readonly T[]): T {
  const found = names.find((known) => known === name);
  if (found === undefined) throw wrong(`${option} knows ${names.join(", ")}, and not ${name || "an empty name"}.`);
  return found;
}

function wrong(sentence: string): Failure {
  return new Failure("wrongUsage", sentence);
}
