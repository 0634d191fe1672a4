import type { Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { shownName } from "../../attention/shownName.js";
import { Failure } from "../../protocol/failure.js";
import { elementBytes } from "./elementTypes.js";
import { allTensors } from "./graphTensors.js";
import type { ExternalData, OnnxModel, OnnxTensor } from "./model.js";

/** What ONNX Runtime takes for an address in its own memory, where it stands in place of a file's name. */
const MEMORY_ADDRESS = "_ORT_MEM_ADDR_";

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
    checkRange(tensor, external, size, modelPath);
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
  const fault = locationFault(location);
  if (fault !== null) {
    const named = `its tensor ${shownName(tensor.name)} names the file ${shownName(location)}, ${fault}`;
    throw refused(modelPath, named, "such files are never opened, so export it anew with its data beside it");
  }
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
    const fault = `${shownName(location)} is a symbolic link that leads out of its folder`;
    throw refused(modelPath, fault, "put the file itself there");
  }
  if (!found.isFile()) {
    const what = found.isDirectory() ? "a folder" : "a pipe, socket or device";
    throw refused(modelPath, `${shownName(location)}, which should hold its weights, is ${what}`, "put the file there");
  }
  return found.size;
}

/** What is wrong with a file's name, as a clause; null where nothing is. */
function locationFault(location: string): string | null {
  if (location === "") return "which is no name";
  if (location.includes("\0")) return "which has a NUL character in it";
  if (location.includes(MEMORY_ADDRESS)) return "which stands for an address in memory";
  if (/^[a-zA-Z]:/.test(location) || location.startsWith("/") || isAbsolute(location)) return "which is absolute";
  if (location.includes("\\")) return "which has a backslash in it";
  if (location.split("/").includes("..")) return "which leads out of its folder";
  // Windows reads a colon as a stream within a file, or as a device.
  if (process.platform === "win32" && location.includes(":")) return "which has a colon in it";
  return null;
}

function checkRange(tensor: OnnxTensor, { location, offset, length }: ExternalData, size: number, modelPath: string) {
  const name = shownName(tensor.name);
  const file = shownName(location);
  for (const [what, value] of [
    ["offset", offset],
    ["length", length ?? 0],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= 0) continue;
    const shown = Number.isNaN(value) ? "no number" : value;
    const fault = `the ${what} of its tensor ${name} in ${file} is ${shown}, and should be a whole number from 0`;
    throw refused(modelPath, fault, "export it anew");
  }
  const computed = bytesOf(tensor);
  const needed = length ?? computed ?? 0;
  if (offset + needed > size) {
    const fault = `its tensor ${name} ends at byte ${offset + needed} of ${file}, which has ${size} bytes`;
    throw refused(modelPath, fault, "download or export the two together");
  }
  if (computed !== null && length !== null && length !== computed) {
    const fault = `its tensor ${name} has ${length} bytes in ${file}, and its shape takes ${computed}`;
    throw refused(modelPath, fault, "export it anew");
  }
}

/** By its shape; null for types whose numbers do not fill bytes, and for shapes that are none. */
function bytesOf({ elementType, dimensions }: OnnxTensor): number | null {
  const bytes = dimensions.reduce((product, size) => product * size, elementBytes(elementType));
  const known = elementBytes(elementType) > 0 && dimensions.every((size) => size >= 0);
  return known && Number.isSafeInteger(bytes) ? bytes : null;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function absent(modelPath: string, location: string, error: NodeJS.ErrnoException): Failure {
  const { code = "unknown error" } = error;
  const name = shownName(location);
  if (code === "ENOENT" || code === "ENOTDIR") {
    const needs = `${shownName(basename(modelPath))} needs ${name} beside it, which does not exist`;
    return new Failure("externalData", `${needs}; put it into ${shownName(dirname(modelPath), 300)}.`, error.message);
  }
  return refused(modelPath, `${name}, which holds its weights, cannot be read (${code})`, "see to it", error.message);
}

function refused(modelPath: string, fault: string, advice: string, detail: string | null = null): Failure {
  return new Failure("externalData", `${shownName(modelPath, 300)} cannot be used: ${fault}; ${advice}.`, detail);
}
