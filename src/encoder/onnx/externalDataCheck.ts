import type { Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import * as l10n from "@vscode/l10n";
import { shownName } from "../../attention/shownName.js";
import { Failure } from "../../protocol/failure.js";
import { locationFault } from "./externalLocation.js";
import { rangeFault } from "./externalRange.js";
import { allTensors } from "./graphTensors.js";
import type { OnnxModel, OnnxTensor } from "./model.js";

/**
 * Checks that the files which hold a model's weights are where its folder ends, and long enough. They are not opened.
 *
 * @param modelPath absolute
 * @throws Failure `externalData`
 */
export async function checkExternalData(model: OnnxModel, modelPath: string): Promise<void> {
  // Thousands of tensors have one file between them.
  const sizes = new Map<string, number>();
  let folders: readonly string[] | null = null;
  for (const tensor of allTensors(model)) {
    const { external } = tensor;
    if (external === null) continue;
    folders ??= await foldersOf(modelPath);
    const { location } = external;
    const size = sizes.get(location) ?? (await sizeOf(location, tensor, modelPath, folders));
    sizes.set(location, size);
    const fault = rangeFault(tensor, external, size, shownName(modelPath, 300));
    if (fault !== null) throw refused(fault);
  }
}

/**
 * Where data may be: the folder in which the model is named, and the one in which it really is. A link in the Hugging
 * Face cache leads from the former to the latter, for the model and its data alike; ONNX Runtime keeps to the same two.
 */
async function foldersOf(modelPath: string): Promise<readonly string[]> {
  return [await realpath(dirname(modelPath)), dirname(await realpath(modelPath))];
}

async function sizeOf(
  location: string,
  tensor: OnnxTensor,
  modelPath: string,
  folders: readonly string[],
): Promise<number> {
  const [model, file] = [shownName(modelPath, 300), shownName(location)];
  const misnamed = locationFault(location, model, shownName(tensor.name));
  if (misnamed !== null) throw refused(misnamed);
  const path = join(dirname(modelPath), location);
  let found: Stats;
  let real: string;
  try {
    found = await stat(path);
    real = await realpath(path);
  } catch (error) {
    throw absent(modelPath, location, error as NodeJS.ErrnoException);
  }
  if (!folders.some((folder) => isWithin(real, folder))) {
    throw refused(
      l10n.t(
        "{0} cannot be used: {1} is a symbolic link that leads out of its folder; put the file itself there.",
        model,
        file,
      ),
    );
  }
  if (found.isDirectory()) {
    throw refused(
      l10n.t("{0} cannot be used: {1}, which should hold its weights, is a folder; put the file there.", model, file),
    );
  }
  if (!found.isFile()) {
    throw refused(
      l10n.t(
        "{0} cannot be used: {1}, which should hold its weights, is a pipe, socket or device; put the file there.",
        model,
        file,
      ),
    );
  }
  return found.size;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function absent(modelPath: string, location: string, error: NodeJS.ErrnoException): Failure {
  const { code = "unknown error" } = error;
  const name = shownName(location);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return refused(
      l10n.t(
        "{0} needs {1} beside it, which does not exist; put it into {2}.",
        shownName(basename(modelPath)),
        name,
        shownName(dirname(modelPath), 300),
      ),
      error.message,
    );
  }
  return refused(
    l10n.t(
      "{0} cannot be used: {1}, which holds its weights, cannot be read ({2}); see to it.",
      shownName(modelPath, 300),
      name,
      code,
    ),
    error.message,
  );
}

function refused(sentence: string, detail: string | null = null): Failure {
  return new Failure("externalData", sentence, detail);
}
