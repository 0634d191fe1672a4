import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import { encodersInFolder } from "./encodersInFolder.js";
import { listFolder } from "./folderListing.js";
import { stemOf } from "./modelVariant.js";

/** Where a model lies, and where what belongs to it does. */
export interface ModelLocation {
  /** The .onnx file. */
  readonly model: string;
  /** The folder of its tokenizer.json and config.json. */
  readonly folder: string;
  readonly name: string;
  /** Of the model and the external data beside it; 0 where nobody can tell. */
  readonly bytes: number;
}

/** Folders of an export in which its models are looked for, those first that are looked in first. */
const modelFolders = ["", "onnx"];

/**
 * Finds the model that a path names: the path itself where it is a file, else the first of the folder's models, whole ones
 * before parts and those in full precision before quantized ones.
 *
 * @throws Failure `encoderMissing`
 */
export async function locateModel(path: string): Promise<ModelLocation> {
  const isFolder = await stat(path).then(
    (entry) => entry.isDirectory(),
    // What is wrong with a file is told by who opens it.
    () => false,
  );
  const folders = isFolder ? modelFolders.map((folder) => join(path, folder)) : [dirname(path)];
  for (const folder of folders) {
    const listing = await listFolder(folder);
    if (listing === null) continue;
    const encoders = await encodersInFolder(listing, { where: "workspace" });
    const encoder = isFolder ? encoders[0] : encoders.find(({ model }) => basename(model) === basename(path));
    if (encoder) return { model: encoder.model, folder: encoder.folder, name: encoder.name, bytes: encoder.bytes };
  }
  if (!isFolder) return { model: path, folder: dirname(path), name: stemOf(basename(path)), bytes: 0 };
  throw new Failure("encoderMissing", `${shownName(path)} holds no .onnx file; name one, or a folder that holds one.`);
}
