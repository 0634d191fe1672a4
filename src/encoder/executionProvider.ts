import type { ExecutionProvider, ProviderReport } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";

/** Tries to use CUDA; resolves with why it cannot be had, or with null where it works. */
export type CudaProbe = () => Promise<string | null>;

/**
 * Which execution provider to use for what the person asked.
 *
 * @throws Failure `providerUnavailable` where `cuda` was asked for outright: it never falls back to the CPU in silence.
 */
export async function chooseProvider(asked: ExecutionProvider | "auto", probeCuda: CudaProbe): Promise<ProviderReport> {
  if (asked === "cpu") return { asked, used: "cpu", reason: null };
  const reason = await probeCuda();
  if (reason === null) return { asked, used: "cuda", reason: null };
  if (asked === "auto") return { asked, used: "cpu", reason };
  throw cudaUnavailable(reason);
}

/** CUDA was asked for and cannot be had. */
export function cudaUnavailable(reason: string): Failure {
  return new Failure(
    "providerUnavailable",
    `CUDA cannot be used (${reason}); set attentionInspector.executionProvider to auto or cpu.`,
    reason,
  );
}
