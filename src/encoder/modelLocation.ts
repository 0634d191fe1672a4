import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import { encoderAt } from "./encodersInFolder.js";
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

/**
 * Finds the model that a path names: an .onnx file, or the first model of a folder.
 *
 * @throws Failure `encoderMissing`
 */
export async function locateModel(path: string): Promise<ModelLocation> {
  const encoder = await encoderAt(path, { where: "workspace" });
  if (encoder) return { model: encoder.model, folder: encoder.folder, name: encoder.name, bytes: encoder.bytes };
  const isFolder = await stat(path).then(
    (entry) => entry.isDirectory(),
    // What is wrong with a file is told by who opens it.
    () => false,
  );
  if (!isFolder) return { model: path, folder: dirname(path), name: stemOf(basename(path)), bytes: 0 };
  throw new Failure(
    "encoderMissing",
    l10n.t("{0} holds no .onnx file; name one, or a folder that holds one.", shownName(path)),
  );
}
