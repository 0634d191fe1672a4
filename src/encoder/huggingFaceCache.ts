import { open } from "node:fs/promises";
import { join } from "node:path";
import type { EncoderLocation } from "./encoderLocation.js";
import { searchEncoders } from "./encoderSearch.js";
import { expandHome } from "./expandHome.js";
import { listFolder } from "./folderListing.js";
import { snapshotDepth } from "./limits.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where huggingface_hub keeps what it downloaded, by the variables that it heeds itself. */
export function huggingFaceCacheFolder(environment: Environment, home: string): string {
  // A variable that is set to nothing is not set.
  const folder = (name: string) => (environment[name] ? expandHome(environment[name], home) : null);
  const named = folder("HF_HUB_CACHE") ?? folder("HUGGINGFACE_HUB_CACHE");
  if (named !== null) return named;
  return join(folder("HF_HOME") ?? join(folder("XDG_CACHE_HOME") ?? join(home, ".cache"), "huggingface"), "hub");
}

/**
 * Finds the encoders in a Hugging Face cache: `models--org--name/snapshots/<revision>/`, whose files are links to blobs.
 * Of a model's snapshots `main` bears its name alone, another one its revision too.
 */
export async function* searchHuggingFaceCache(cache: string, signal: AbortSignal): AsyncGenerator<EncoderLocation> {
  for (const folder of (await listFolder(cache))?.folders ?? []) {
    if (signal.aborted) return;
    if (!folder.startsWith("models--")) continue;
    const model = folder.split("--").slice(1).join("/");
    const main = await revisionOfMain(join(cache, folder));
    const snapshots = (await listFolder(join(cache, folder, "snapshots")))?.folders ?? [];
    for (const revision of snapshots) {
      const isAlone = revision === main || (main === null && snapshots.length === 1);
      const name = isAlone ? model : `${model}@${revision.slice(0, 7)}`;
      const snapshot = join(cache, folder, "snapshots", revision);
      yield* searchEncoders(snapshot, { where: "cache", name }, signal, { depth: snapshotDepth });
    }
  }
}

/** The commit that `refs/main` names, or null. */
async function revisionOfMain(folder: string): Promise<string | null> {
  try {
    const file = await open(join(folder, "refs", "main"));
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
      return buffer.toString("utf8", 0, bytesRead).trim();
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
