import type { TraceSummary } from "../../src/attention/trace.js";
import type { EncoderMethods } from "../../src/protocol/encoderProtocol.js";
import type { OfTrace } from "../../src/protocol/traceMethods.js";
import type { ProcessMemory } from "../processMemory.js";
import type { BenchTraceShape } from "./benchTrace.js";

/** What is asked of the process that holds traces: all that the encoder's answers, and what benchmarks need besides. */
export type BenchMethods = EncoderMethods & {
  /** Makes a synthetic trace, and its thumbnails as after a run. */
  make(shape: BenchTraceShape): TraceSummary;
  /** What is told of a trace that was made. */
  summary(request: OfTrace): TraceSummary;
  /** Of that process, without garbage. */
  memory(request: Record<never, never>): ProcessMemory;
};
