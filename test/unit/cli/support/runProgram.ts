import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** The command line's own file. */
export const programFile = join(import.meta.dirname, "../../../../src/cli/cli.ts");

/** Runs the command line as the person does, to its end. */
export async function runProgram(...parameters: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", programFile, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[code], out, error] = await Promise.all([
    once(child, "exit") as Promise<unknown[]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, out, error };
}
