import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";

/**
 * Whether a path leads into one of the folders, as it is written or with its links followed: what a workspace holds is not
 * trusted by way of a link, into it or out of it.
 */
export async function liesIn(path: string, folders: readonly string[]): Promise<boolean> {
  const paths = [path, await realPath(path)];
  for (const folder of folders) {
    for (const container of [folder, await realPath(folder)]) {
      if (paths.some((inside) => isWithin(inside, container))) return true;
    }
  }
  return false;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** What does not exist leads nowhere else. */
async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
