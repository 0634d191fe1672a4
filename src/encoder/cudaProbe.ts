import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionProvider } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { EncoderSession } from "./encoderSession.js";
import type { EncoderFolder } from "./encoderFolder.js";
import { wholeHeadMask } from "./headMask.js";
import { loadRuntime } from "./runtime.js";
import { tensorsOf } from "./tensorTable.js";
import { firstLine, thrownMessage } from "./thrownMessage.js";

/** Why CUDA cannot run this encoder, or null where a trial run has really used it. */
export async function probeCuda(folder: EncoderFolder): Promise<string | null> {
  const { listSupportedBackends } = await loadRuntime();
  // `bundled` is false for CUDA wherever it was installed: only trying tells.
  if (!listSupportedBackends().some(({ name }) => name === "cuda")) return "this build of ONNX Runtime is without CUDA";
  return probeProvider(folder, "cuda");
}

/**
 * Runs the encoder on one token and reads from the run's profile where its matrices were multiplied: a session asked to
 * use a provider may quietly leave nodes to the CPU.
 *
 * @returns why the provider cannot run this encoder, or null
 */
export async function probeProvider(folder: EncoderFolder, provider: ExecutionProvider): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), "attention-inspector-profile-"));
  try {
    const { model, description } = folder;
    const session = await EncoderSession.open(model, description, provider, tensorsOf(description, ["attention"]), {
      enableProfiling: true,
      profileFilePrefix: join(directory, "probe"),
    });
    const { specialTokens, layers, heads } = description;
    try {
      await session.run(Int32Array.of(specialTokens.begin.id), wholeHeadMask(layers, heads));
      session.endProfiling();
    } finally {
      await session.release();
    }
    const [profile] = await readdir(directory);
    if (profile === undefined) return "the trial run left no profile";
    const ran = matrixProviders(await readFile(join(directory, profile), "utf8"));
    const wanted = `${provider.toUpperCase()}ExecutionProvider`;
    const other = ran.find((used) => used !== wanted);
    if (ran.length === 0) return "the trial run multiplied no matrices";
    return other === undefined ? null : `the trial run multiplied matrices with ${other}`;
  } catch (thrown) {
    return firstLine(thrown instanceof Failure ? (thrown.detail ?? thrown.message) : thrownMessage(thrown));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

interface ProfileEvent {
  readonly args?: { readonly op_name?: string; readonly provider?: string };
}

function matrixProviders(profile: string): readonly string[] {
  const events = JSON.parse(profile) as readonly ProfileEvent[];
  return events.flatMap(({ args }) =>
    args?.provider !== undefined && /MatMul|Gemm|Attention/.test(args.op_name ?? "") ? [args.provider] : [],
  );
}
