import type { AttendedKeys } from "../attention/attendedKeys.js";
import type { ExecutionProvider, TraceSummary } from "../attention/trace.js";
import type { DescribeRequest, ModelDescription } from "./modelDescription.js";
import type { OfMap, OfTrace, TraceMethods } from "./traceMethods.js";

export interface TraceRequest {
  /** The new trace's id, chosen by the extension host so that a trace lost in a crash can be made again under its name. */
  readonly id: number;
  /** Absolute path of a folder, or of an .onnx file. */
  readonly encoder: string;
  readonly executionProvider: ExecutionProvider | "auto";
  /** The longest sequence, special tokens included. */
  readonly maximumTokens: number;
  /** True if the person asked for `maximumTokens`: then it goes before the tokenizer's own bound. */
  readonly maximumTokensAsked?: boolean;
  /** Milliseconds that the encoder's run itself may take; a minute where it is left out. */
  readonly runDeadline?: number;
  /** How many bytes this trace and those made before may have together; the oldest make room. */
  readonly keptBytes?: number;
  /** The person's text, in document order. */
  readonly segments: readonly string[];
}

export interface MostAttendedRequest extends OfMap {
  /** How many keys a query has. */
  readonly count: number;
}

/** A map's weights, whole: what is exported. Pages are not sent it. */
export interface ExactMap {
  /** Queries under the recipe. */
  readonly rows: number;
  /** Keys under the recipe. */
  readonly columns: number;
  /** `[rows, columns]` */
  readonly weights: Float32Array;
}

/** What the extension host asks of the encoder's process. */
export type EncoderMethods = TraceMethods & {
  trace(request: TraceRequest): TraceSummary;
  /** Reads an .onnx file's graph; runs nothing. */
  describeModel(request: DescribeRequest): ModelDescription;
  mostAttended(request: MostAttendedRequest): AttendedKeys;
  attentionMap(request: OfMap): ExactMap;
  /** Frees a trace; forgetting an unknown one is no error. */
  forget(request: OfTrace): null;
};

/** What the encoder's process says unasked. */
export type EncoderEvents = {
  log: { readonly level: "debug" | "info" | "warn" | "error"; readonly message: string };
};

/** Nothing is asked of the extension host by the encoder's process. */
export type NoMethods = Record<never, never>;
