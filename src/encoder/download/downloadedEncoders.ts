import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { EncoderLocation } from "../encoderLocation.js";
import { encoderAt } from "../encodersInFolder.js";
import { listFolder } from "../folderListing.js";
import { isPlainPath } from "./plainPath.js";

/** What a download leaves beside its files: where they came from. It is written last. */
export const downloadSource = v.object({
  id: v.string(),
  revision: v.string(),
  commit: v.string(),
  licence: v.nullable(v.string()),
  /** Path of the .onnx file in the folder. */
  model: v.pipe(v.string(), v.check(isPlainPath)),
});

export type DownloadSource = v.InferOutput<typeof downloadSource>;

export const sourceFile = "source.json";

/** Folders of downloads under way; what is in here is never listed. */
export const partialFolder = ".partial";

/** Lists what was downloaded whole. */
export async function* downloadedEncoders(store: string): AsyncGenerator<EncoderLocation> {
  for (const folder of (await listFolder(store))?.folders ?? []) {
    const encoder = folder === partialFolder ? null : await downloadedEncoder(join(store, folder));
    if (encoder !== null) yield encoder;
  }
}

/** The encoder in the folder of a download; null where there is no whole one. */
export async function downloadedEncoder(folder: string): Promise<EncoderLocation | null> {
  let source: DownloadSource;
  try {
    source = v.parse(downloadSource, JSON.parse(await readFile(join(folder, sourceFile), "utf8")));
  } catch {
    return null;
  }
  const { id, revision, model } = source;
  const name = revision === "main" ? id : `${id}@${revision}`;
  return encoderAt(join(folder, model), { where: "downloaded", name });
}
