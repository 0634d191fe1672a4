import { opendir, stat } from "node:fs/promises";
import { join } from "node:path";
import { maximumFolderEntries } from "./limits.js";

/** What a folder holds, links followed. */
export interface FolderListing {
  readonly path: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** Lists a folder, or the first ten thousand names of it; null where it cannot be read or is none. */
export async function listFolder(path: string): Promise<FolderListing | null> {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    let count = 0;
    for await (const entry of await opendir(path, { bufferSize: 256 })) {
      if (++count > maximumFolderEntries) break;
      const kind = entry.isSymbolicLink() ? await stat(join(path, entry.name)).catch(() => entry) : entry;
      // Neither: a FIFO, a socket, a device, a link that leads nowhere.
      if (kind.isFile()) files.push(entry.name);
      else if (kind.isDirectory()) folders.push(entry.name);
    }
  } catch {
    return null;
  }
  return { path, files: files.sort(), folders: folders.sort() };
}
