import { EncoderClient, type EncoderClientOptions } from "../../../../src/encoder/encoderClient.js";
import type { TraceRequest } from "../../../../src/protocol/encoderProtocol.js";
import { bundledProcess } from "./bundledProcess.js";
import { tinyEncoder } from "./fixtures.js";

/** A client, and what it said to the log. */
export interface WatchedClient {
  readonly client: EncoderClient;
  readonly log: readonly string[];
  /** Process ids of the encoder's processes it has started, in order. */
  pids(): readonly number[];
}

export async function watchedClient(
  options: Pick<EncoderClientOptions, "runtimePath" | "answerTime"> = {},
): Promise<WatchedClient> {
  const log: string[] = [];
  const client = new EncoderClient({
    processPath: await bundledProcess(),
    log: (level, message) => log.push(`${level}: ${message}`),
    ...options,
  });
  const pids = () => log.flatMap((line) => /process (\d+) is ready/.exec(line)?.slice(1).map(Number) ?? []);
  return { client, log, pids };
}

let nextTrace = 1;

/** A request for a trace of the tiny encoder on the CPU, with an id of its own. */
export function traceRequest(changes: Partial<TraceRequest> = {}): TraceRequest {
  return {
    id: nextTrace++,
    encoder: tinyEncoder,
    executionProvider: "cpu",
    maximumTokens: 512,
    segments: ["The coffee and the 커피"],
    ...changes,
  };
}
