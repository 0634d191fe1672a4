import { realpath } from "node:fs/promises";
import { join } from "node:path";
import type { EncoderLocation } from "./encoderLocation.js";
import { encodersInFolder, type Finding } from "./encodersInFolder.js";
import { listFolder } from "./folderListing.js";
import { maximumListedEncoders, maximumSearchDepth, maximumSearchedFolders } from "./limits.js";

/** Folders with nothing of a person's own: packages bring models of their tests along. */
const skipped = new Set(["node_modules", "site-packages", "dist-packages", "__pycache__", "bower_components"]);

/** How far a search goes. */
export interface SearchLimits {
  readonly depth?: number;
  readonly folders?: number;
  readonly encoders?: number;
}

/**
 * Finds the encoders in a tree of folders, nearest first. Links are followed, each folder is looked at once; hidden folders,
 * packages and virtual environments are left out. What cannot be read is passed over.
 */
export async function* searchEncoders(
  root: string,
  finding: Finding,
  signal: AbortSignal,
  limits: SearchLimits = {},
): AsyncGenerator<EncoderLocation> {
  const { depth = maximumSearchDepth, folders = maximumSearchedFolders, encoders = maximumListedEncoders } = limits;
  const seen = new Set<string>();
  const waiting = [{ path: root, level: 0 }];
  let found = 0;
  for (let next = 0; next < waiting.length && seen.size < folders && found < encoders; next++) {
    if (signal.aborted) return;
    const { path, level } = waiting[next]!;
    const real = await realpath(path).catch(() => null);
    if (real === null || seen.has(real)) continue;
    seen.add(real);
    const listing = await listFolder(path);
    if (listing === null || listing.files.includes("pyvenv.cfg")) continue;
    for (const encoder of await encodersInFolder(listing, finding)) {
      if (++found > encoders) return;
      yield encoder;
    }
    if (level >= depth) continue;
    for (const folder of listing.folders) {
      if (folder.startsWith(".") || skipped.has(folder)) continue;
      // More than will ever be looked at need not be remembered.
      if (waiting.length - next < folders) waiting.push({ path: join(path, folder), level: level + 1 });
    }
  }
}
