import { execFileSync } from "node:child_process";
import type { Context } from "mocha";
import { skipBecause } from "../../../runner/skipBecause.js";

/** Makes a named pipe, which nobody writes to; skips the test where the system has none. */
export function makePipe(context: Context, path: string): void {
  if (process.platform === "win32") skipBecause(context, "Windows has no named pipes among its files");
  execFileSync("mkfifo", [path]);
}

/** Skips a test of links where the system lets only administrators make them. */
export function needsSymbolicLinks(context: Context): void {
  if (process.platform === "win32") skipBecause(context, "Windows lets only administrators make symbolic links");
}
