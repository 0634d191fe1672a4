import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import type { InferenceSession } from "onnxruntime-node";
import { shownName } from "../attention/shownName.js";
import type { ExecutionProvider } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { providerShare, type ProviderShare } from "./runProfile.js";
import { loadRuntime } from "./runtime.js";
import { firstLine, thrownMessage } from "./thrownMessage.js";

/** A session that is opened to be tried, and whatever it takes to run it. */
export interface TrialSession {
  /** Runs it once, on as little as it takes. */
  run(): Promise<unknown>;
  endProfiling(): void;
  release(): Promise<void>;
}

/** Opens the encoder in hand on an execution provider. */
export type OpenTrial = (
  provider: ExecutionProvider,
  options: InferenceSession.SessionOptions,
) => Promise<TrialSession>;

/** What became of a trial: why the provider cannot run this encoder, or what it leaves to others (null for nothing). */
export type ProviderTrial =
  { readonly works: false; readonly reason: string } | { readonly works: true; readonly share: ProviderShare };

/**
 * Runs the encoder once and reads from the run's profile who ran what: a session that is asked to use a provider may
 * quietly leave nodes to the CPU.
 */
export async function tryProvider(provider: ExecutionProvider, open: OpenTrial): Promise<ProviderTrial> {
  const { listSupportedBackends } = await loadRuntime();
  // `bundled` is false for CUDA wherever it was installed: only trying tells.
  if (!listSupportedBackends().some(({ name }) => name === provider)) {
    return { works: false, reason: l10n.t("this build of ONNX Runtime is without it") };
  }
  const directory = await mkdtemp(join(tmpdir(), "attention-inspector-profile-"));
  try {
    const session = await open(provider, { enableProfiling: true, profileFilePrefix: join(directory, "trial") });
    try {
      await session.run();
      session.endProfiling();
    } finally {
      await session.release();
    }
    const [profile] = await readdir(directory);
    if (profile === undefined) return { works: false, reason: l10n.t("the trial run left no profile") };
    const share = providerShare(await readFile(join(directory, profile), "utf8"), provider);
    return share.multiplied ? { works: true, share } : { works: false, reason: idle(share) };
  } catch (thrown) {
    const reason = thrown instanceof Failure ? (thrown.detail ?? thrown.message) : thrownMessage(thrown);
    return { works: false, reason: firstLine(reason) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function idle({ otherMultipliers }: ProviderShare): string {
  if (otherMultipliers.length === 0) return l10n.t("the trial run multiplied no matrices");
  return l10n.t("the trial run multiplied matrices with {0}", shownName(otherMultipliers.join(", "), 200));
}
