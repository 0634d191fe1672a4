import type { ExecutionProvider, ProviderReport } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import type { ProviderTrial } from "./providerTrial.js";
import type { ProviderShare } from "./runProfile.js";

/** Tries to run the encoder in hand on an execution provider. */
export type TryProvider = (provider: ExecutionProvider) => Promise<ProviderTrial>;

/** What people call each. */
const names: Readonly<Record<ExecutionProvider, string>> = {
  cpu: "The CPU",
  cuda: "CUDA",
  webgpu: "WebGPU",
  coreml: "Core ML",
  dml: "DirectML",
};

/** The platforms of those that exist on one alone. */
const homes: Readonly<Partial<Record<ExecutionProvider, readonly [platform: NodeJS.Platform, name: string]>>> = {
  coreml: ["darwin", "macOS"],
  dml: ["win32", "Windows"],
};

/**
 * Which execution provider to use for what the person asked.
 *
 * @throws Failure `providerUnavailable` where one was asked for outright that cannot run the encoder: it never falls back
 * to the CPU in silence. What it leaves to the CPU of a run that it does take is in the report.
 */
export async function chooseProvider(
  asked: ExecutionProvider | "auto",
  tryProvider: TryProvider,
  platform: NodeJS.Platform = process.platform,
): Promise<ProviderReport> {
  if (asked === "cpu") return { asked, used: "cpu", reason: null };
  if (asked === "auto") {
    const trial = await tryProvider("cuda");
    // By itself it takes CUDA only where that is all of what is worth taking it for.
    const reason = trial.works ? multipliedElsewhere(trial.share) : trial.reason;
    return reason === null ? report(asked, "cuda", trial) : { asked, used: "cpu", reason };
  }
  const home = homes[asked];
  if (home && home[0] !== platform) {
    throw new Failure(
      "providerUnavailable",
      `${names[asked]} exists only on ${home[1]}; set attentionInspector.executionProvider to auto or cpu.`,
    );
  }
  const trial = await tryProvider(asked);
  if (!trial.works) throw providerUnavailable(asked, trial.reason);
  return report(asked, asked, trial);
}

/** A provider was asked for and cannot be had. */
export function providerUnavailable(provider: ExecutionProvider, reason: string): Failure {
  // Its libraries, or those of CUDA that they need, are not there: ONNX Runtime does not say which.
  const wayOn =
    provider === "cuda" && reason.includes("shared library") ? "run Attention: Install CUDA Support, or " : "";
  return new Failure(
    "providerUnavailable",
    `${names[provider]} cannot be used (${reason}); ${wayOn}set attentionInspector.executionProvider to auto or cpu.`,
    reason,
  );
}

function report(asked: ExecutionProvider | "auto", used: ExecutionProvider, trial: ProviderTrial): ProviderReport {
  const left = trial.works && trial.share.own < trial.share.nodes;
  const reason = left ? `${trial.share.own} of ${trial.share.nodes} nodes, the CPU the rest` : null;
  return { asked, used, reason };
}

function multipliedElsewhere({ otherMultipliers }: ProviderShare): string | null {
  return otherMultipliers.length === 0
    ? null
    : `the trial run multiplied matrices with ${otherMultipliers.join(" and ")}`;
}
