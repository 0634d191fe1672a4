import type { TraceSummary } from "../../src/attention/trace.js";
import type { EncoderMethods } from "../../src/protocol/encoderProtocol.js";
import type { PackedBlock } from "./packedBlock.js";

/** What the page asks of who reads the trace, beside it. */
export type ReadingMethods = Pick<
  EncoderMethods,
  "thumbnails" | "heatMap" | "attentionRow" | "attentionColumn" | "strongestPairs" | "attentionMap"
>;

/** What the page says first. */
export type ReadingEvents = {
  open: { readonly trace: TraceSummary };
};

/** What who reads asks of the page. */
export type BlockMethods = {
  block(request: { readonly name: string }): PackedBlock;
};
