import { join } from "node:path";

/** A path in which a leading `~` stands for the person's folder. */
export function expandHome(path: string, home: string): string {
  return path === "~" || /^~[\\/]/.test(path) ? join(home, path.slice(1)) : path;
}
