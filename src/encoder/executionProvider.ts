import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import type { ExecutionProvider, ProviderReport } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import type { ProviderTrial } from "./providerTrial.js";
import type { ProviderShare } from "./runProfile.js";

/** Tries to run the encoder in hand on an execution provider. */
export type TryProvider = (provider: ExecutionProvider) => Promise<ProviderTrial>;

/** What people call each. */
const names: Readonly<Record<ExecutionProvider, string>> = {
  cpu: "CPU",
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
      l10n.t("{0} exists only on {1}; set attentionInspector.executionProvider to auto or cpu.", names[asked], home[1]),
    );
  }
  const trial = await tryProvider(asked);
  if (!trial.works) throw providerUnavailable(asked, trial.reason);
  return report(asked, asked, trial);
}

/** A provider was asked for and cannot be had. */
export function providerUnavailable(provider: ExecutionProvider, reason: string): Failure {
  // Its libraries, or those of CUDA that they need, are not there: ONNX Runtime does not say which.
  const sentence =
    provider === "cuda" && reason.includes("shared library")
      ? l10n.t(
          "{0} cannot be used ({1}); run Attention: Install CUDA Support, or set attentionInspector.executionProvider to auto or cpu.",
          names[provider],
          shownName(reason, 200),
        )
      : l10n.t(
          "{0} cannot be used ({1}); set attentionInspector.executionProvider to auto or cpu.",
          names[provider],
          shownName(reason, 200),
        );
  return new Failure("providerUnavailable", sentence, reason);
}

function report(asked: ExecutionProvider | "auto", used: ExecutionProvider, trial: ProviderTrial): ProviderReport {
  const left = trial.works && trial.share.own < trial.share.nodes;
  const reason = left ? l10n.t("{0} of {1} nodes, the CPU the rest", trial.share.own, trial.share.nodes) : null;
  return { asked, used, reason };
}

function multipliedElsewhere({ otherMultipliers }: ProviderShare): string | null {
  return otherMultipliers.length === 0
    ? null
    : l10n.t("the trial run multiplied matrices with {0}", shownName(otherMultipliers.join(", "), 200));
}
