import { stat } from "node:fs/promises";
import { fileHash } from "../../encoder/fileHash.js";
import { locateModel } from "../../encoder/modelLocation.js";

/** Hashes by path, size and time: a model of some gigabytes takes seconds. */
const known = new Map<string, Promise<string>>();

/**
 * SHA-256 of the model that an encoder's path names, hexadecimal; null where the file cannot be read any longer.
 *
 * @param encoder path of a folder or of an .onnx file
 */
export async function encoderHash(encoder: string): Promise<string | null> {
  try {
    const { model } = await locateModel(encoder);
    const { size, mtimeMs } = await stat(model);
    const key = `${model}\0${size}\0${mtimeMs}`;
    let hash = known.get(key);
    if (!hash) {
      known.set(key, (hash = fileHash(model)));
      // What could not be read once may be read the next time.
      hash.catch(() => known.delete(key));
    }
    return await hash;
  } catch {
    // A file that went away meanwhile: what was exported of it is no less true.
    return null;
  }
}
