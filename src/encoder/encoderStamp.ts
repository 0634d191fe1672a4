import { stat } from "node:fs/promises";
import { join } from "node:path";
import { encoderFolderStamp, isDescribed } from "./encoderFolder.js";
import { locateModel } from "./modelLocation.js";

/** What besides a model's file makes an encoder what it is. */
const besides = ["tokenizer.json", "config.json", "tokenizer_config.json"];

/**
 * A string that changes when one of an encoder's files does, so that a replaced encoder is not taken for the open one.
 *
 * @param path a folder or an .onnx file
 * @throws Failure `encoderMissing`
 */
export async function encoderStamp(path: string): Promise<string> {
  if (await isDescribed(path)) return encoderFolderStamp(path);
  const { model, folder } = await locateModel(path);
  const stamps = [model, ...besides.map((name) => join(folder, name))].map((file) =>
    stat(file).then(
      ({ size, mtimeMs }) => `${size}@${mtimeMs}`,
      // What cannot be looked at is told of when it is opened.
      () => "none",
    ),
  );
  return [model, ...(await Promise.all(stamps))].join(" ");
}

/**
 * Of an encoder's model and the external data beside it, for deadlines; 0 for one of ours, which is small.
 *
 * @throws Failure `encoderMissing`
 */
export async function encoderBytes(path: string): Promise<number> {
  return (await isDescribed(path)) ? 0 : (await locateModel(path)).bytes;
}
