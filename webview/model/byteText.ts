const units = ["bytes", "kB", "MB", "GB"];

/** "438 MB": three digits, in decimal units as file managers have them. */
export function byteText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  // 999.5 would be written as 1000.
  while (size >= 999.5 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${unit === 0 ? String(size) : String(Number(size.toPrecision(3)))} ${units[unit]!}`;
}
