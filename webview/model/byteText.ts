import { fill } from "../labels.js";
import { modelLabels } from "./modelLabels.js";

const units = ["kB", "MB", "GB"];

/** "438 MB": three digits, in decimal units as file managers have them. */
export function byteText(bytes: number): string {
  if (bytes < 1000) return fill(modelLabels.bytes, { count: bytes });
  let [size, unit] = [bytes / 1000, 0];
  // 999.5 would be written as 1000.
  while (size >= 999.5 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${Number(size.toPrecision(3))} ${units[unit]!}`;
}
