import { printable } from "./printable.js";

/** Rows of cells under a heading, in columns as wide as their widest cell. */
export function textTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heading, ...rows].map((row) => row.map((cell) => printable(cell).replaceAll("\n", " ")));
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const written = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join("  "));
  return written.map((line) => `${line.trimEnd()}\n`).join("");
}
