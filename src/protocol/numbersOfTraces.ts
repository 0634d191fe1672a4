import type { CallOptions } from "./channel.js";
import type { EncoderMethods } from "./encoderProtocol.js";

/** What exported numbers are asked by. */
export type NumberMethods = Pick<
  EncoderMethods,
  "attentionMap" | "heatMap" | "attentionRow" | "attentionColumn" | "strongestPairs" | "headStatistics"
>;

/** Who has the exact numbers. */
export interface NumbersOfTraces {
  call<K extends keyof NumberMethods>(
    method: K,
    request: Parameters<NumberMethods[K]>[0],
    options: CallOptions,
  ): Promise<ReturnType<NumberMethods[K]>>;
}
