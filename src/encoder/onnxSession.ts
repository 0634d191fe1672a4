import { open, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import * as l10n from "@vscode/l10n";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { ExecutionProvider } from "../attention/trace.js";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import { providerUnavailable } from "./executionProvider.js";
import { appendedOutputs } from "./onnx/appendedGraph.js";
import { FileSource } from "./onnx/byteSource.js";
import { fetchedName, standInGraph } from "./onnx/fetchedName.js";
import { allTensors } from "./onnx/graphTensors.js";
import type { OnnxModel } from "./onnx/model.js";
import { modelSkeleton } from "./onnx/modelSkeleton.js";
import { loadRuntime } from "./runtime.js";
import { firstLine, thrownMessage } from "./thrownMessage.js";

/** What a session is to compute besides what its file's graph lists. */
export interface SessionOutputs {
  readonly names: readonly string[];
  /** Serialized `ModelProto`s of nodes to be appended. */
  readonly fragments: readonly Uint8Array[];
}

/**
 * Opens an ONNX file with more outputs: its bytes, followed by a few that name them. Large weights are mapped from the file
 * and never read by us; where they lie outside of it, ONNX Runtime looks for them beside it and nowhere else.
 *
 * @throws Failure `modelUnreadable`; `providerUnavailable` where another provider than the CPU cannot take it
 */
export async function openOnnxSession(
  path: string,
  model: OnnxModel,
  provider: ExecutionProvider,
  { names, fragments }: SessionOutputs,
  options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  const runtime = await loadRuntime();
  const present = new Set(model.graph.outputs.map(({ name }) => name));
  const missing = names.map(fetchedName).filter((name) => !present.has(name));
  const tail = Buffer.concat([...fragments, standInGraph(names), appendedOutputs(missing)]);
  const { bytes, outside } = await changedBytes(path, model, tail);
  try {
    return await runtime.InferenceSession.create(bytes, { ...outside, ...options, executionProviders: [provider] });
  } catch (thrown) {
    const message = thrownMessage(thrown);
    if (provider !== "cpu") throw providerUnavailable(provider, firstLine(message));
    throw new Failure(
      "modelUnreadable",
      l10n.t(
        "{0} cannot be opened by ONNX Runtime; the log has its reason, so export the model again or choose another.",
        shownName(path),
      ),
      message,
    );
  }
}

/** Of a smaller file the whole is read: to map its weights would save nothing. */
const SMALLEST_MAPPED = 4 * 1024 * 1024;

/** A model's bytes with others after them, and where its data lies that they do not hold. */
async function changedBytes(path: string, model: OnnxModel, tail: Uint8Array) {
  const outside = await outsideData(path, model);
  const real = await realpath(path);
  const { size } = await stat(real);
  if (outside !== null || size < SMALLEST_MAPPED) return { bytes: await bytesWith(path, tail), outside: outside ?? {} };
  const source = new FileSource(real);
  try {
    const bytes = Buffer.concat([modelSkeleton(source, basename(real)), tail]);
    return { bytes, outside: dataIn(dirname(real)) };
  } finally {
    source.close();
  }
}

/** The folder in which ONNX Runtime is to look for data that a model's bytes name. */
function dataIn(folder: string): InferenceSession.SessionOptions {
  return { extra: { session: { model_external_initializers_file_folder_path: folder } } };
}

/**
 * How ONNX Runtime gets at data outside of a model's file: from its folder, in which alone it looks; null where all is in
 * the file. In the Hugging Face cache links lead out of the folder, which it refuses to follow for a model that it gets as
 * bytes; such data it gets as bytes too.
 *
 * @throws Failure `externalData` where they are more than can be read at once
 */
async function outsideData(path: string, model: OnnxModel): Promise<InferenceSession.SessionOptions | null> {
  const locations = new Set<string>();
  for (const { external } of allTensors(model)) if (external) locations.add(external.location);
  if (locations.size === 0) return null;
  const folder = dirname(path);
  const home = await realpath(folder);
  const linked: { path: string; data: Uint8Array }[] = [];
  for (const location of locations) {
    const real = await realpath(join(folder, location));
    if (real.startsWith(home + sep)) continue;
    const data = await readFile(real).catch((error: unknown) => {
      throw new Failure(
        "externalData",
        l10n.t(
          "{0} is linked from another folder and cannot be read as a whole; put the file itself beside the model.",
          shownName(location),
        ),
        thrownMessage(error),
      );
    });
    linked.push({ path: location, data });
  }
  return linked.length > 0 ? { externalData: linked } : dataIn(folder);
}

/** Frees a session's values that are not needed any more, where a provider keeps them on a device. */
export function disposeOf(tensors: Readonly<Record<string, Tensor>>): void {
  for (const tensor of Object.values(tensors)) if (tensor.location !== "cpu") tensor.dispose();
}

/** A file's bytes and others after them, in one piece: a model is not copied to be changed. */
async function bytesWith(path: string, tail: Uint8Array): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.allocUnsafeSlow(size + tail.length);
    for (let filled = 0; filled < size;) {
      const { bytesRead } = await file.read(bytes, filled, Math.min(size - filled, 1 << 30), filled);
      if (bytesRead === 0)
        throw new Failure("modelUnreadable", l10n.t("{0} changed while it was read; try again.", shownName(path)));
      filled += bytesRead;
    }
    bytes.set(tail, size);
    return bytes;
  } finally {
    await file.close();
  }
}
