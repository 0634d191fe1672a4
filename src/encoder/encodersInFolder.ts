import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { EncoderLocation, EncoderPlace } from "./encoderLocation.js";
import { listFolder, type FolderListing } from "./folderListing.js";
import { halfByName } from "./modelHalf.js";
import { compareModelFiles, isExternalData, isModelFile, modelVariant, stemOf } from "./modelVariant.js";

/** Where an encoder was found, and what it is called there where its folder's name does not say. */
export interface Finding {
  readonly where: EncoderPlace;
  readonly name?: string;
}

/** The encoders whose .onnx files lie in a folder itself; none where there are no such files. */
export async function encodersInFolder(listing: FolderListing, finding: Finding): Promise<EncoderLocation[]> {
  const models = listing.files.filter(isModelFile).sort(compareModelFiles);
  if (models.length === 0) return [];
  const home = await exportFolder(listing);
  const found = models.map(async (model): Promise<EncoderLocation | null> => {
    const path = join(listing.path, model);
    const bytes = await size(listing, model);
    if (bytes === null) return null;
    const half = halfByName(model, models);
    const described = model === "encoder.onnx" && listing.files.includes("encoder.json");
    return {
      path: described ? listing.path : path,
      folder: home ?? listing.path,
      model: path,
      name: finding.name ?? (home === null ? ownName(listing.path, model) : basename(home)),
      variant: home === null || described ? "" : modelVariant(model),
      ...(half && { half: half.half }),
      bytes,
      where: finding.where,
    };
  });
  return (await Promise.all(found)).filter((location) => location !== null);
}

/** What a file that lies without an export's is called: a name that every model has says less than its folder's. */
function ownName(folder: string, model: string): string {
  const stem = stemOf(model);
  return stem === "model" || modelVariant(model) !== stem ? basename(folder) : stem;
}

/**
 * The folder of the export that a folder with .onnx files belongs to: itself, or the one around it, as around `onnx/`;
 * null where its files lie alone.
 */
async function exportFolder({ path, files }: FolderListing): Promise<string | null> {
  if (files.includes("config.json") || files.includes("tokenizer.json")) return path;
  const around = dirname(path);
  // A config.json can be anything's: it counts where the layout is a custom besides.
  const marks = basename(path) === "onnx" ? ["tokenizer.json", "config.json"] : ["tokenizer.json"];
  for (const mark of marks) if (await isFile(join(around, mark))) return around;
  return null;
}

async function size({ path, files }: FolderListing, model: string): Promise<number | null> {
  const parts = [model, ...files.filter((file) => isExternalData(file, model))];
  try {
    const sizes = await Promise.all(parts.map(async (part) => (await stat(join(path, part))).size));
    return sizes.reduce((sum, bytes) => sum + bytes, 0);
  } catch {
    // It went meanwhile, or may not be looked at.
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** Folders of an export in which its models are looked for, those first that are looked in first. */
const modelFolders = ["", "onnx"];

/**
 * The encoder that a path names, null where there is none: the path itself where it is a file, else the first of the
 * folder's models, whole ones before parts and those in full precision before quantized ones.
 */
export async function encoderAt(path: string, finding: Finding): Promise<EncoderLocation | null> {
  const folders = isModelFile(path) ? [dirname(path)] : modelFolders.map((folder) => join(path, folder));
  for (const folder of folders) {
    const listing = await listFolder(folder);
    const encoders = listing === null ? [] : await encodersInFolder(listing, finding);
    const encoder = isModelFile(path) ? encoders.find(({ model }) => model === path) : encoders[0];
    if (encoder) return encoder;
  }
  return null;
}
