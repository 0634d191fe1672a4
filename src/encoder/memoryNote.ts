import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Where a process that ends itself for its memory leaves the number of bytes that were too many. It cannot say so in a
 * message: the thread that could is the one that computes.
 *
 * @param directory its working directory
 */
export function memoryNotePath(directory: string, pid: number): string {
  return join(directory, `memory-${pid}`);
}

/** Bytes that were more than a process was allowed, or null where it did not end for that; the note is removed. */
export function takeMemoryNote(directory: string, pid: number): number | null {
  const path = memoryNotePath(directory, pid);
  try {
    const bytes = Number(readFileSync(path, "utf8"));
    rmSync(path);
    return bytes > 0 ? bytes : null;
  } catch {
    return null;
  }
}
