import { shownName } from "../attention/shownName.js";

/** Code points of a path or an address in a sentence: enough to find the file by. */
const longestPath = 300;

/** A path or an address as it stands in a sentence: bounded, without control characters. */
export function shownPath(path: string): string {
  return shownName(path, longestPath);
}
