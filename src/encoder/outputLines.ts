import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { maximumLogLine } from "./limits.js";

/**
 * Hands on what a process writes, line by line.
 *
 * What a Rust library says when it panics may quote the text it was reading, and the person's text must not get into a
 * log: of a panic only the line that tells where is handed on.
 */
export function outputLines(output: Readable, hear: (line: string) => void): void {
  let panicking = false;
  createInterface({ input: output, crlfDelay: Infinity }).on("line", (line) => {
    const place = /^thread .* panicked at [^\s'"]+$/.test(line);
    if (/^thread .* panicked at/.test(line)) panicking = true;
    if (place || (!panicking && line !== "")) hear(line.slice(0, maximumLogLine));
    if (panicking && /^note: |^thread caused /.test(line)) panicking = false;
  });
}
