import { Readable } from "node:stream";
import { unbounded } from "../../../../src/cli/bounds.js";
import { commandLine } from "../../../../src/cli/commandLine.js";
import type { Surroundings } from "../../../../src/cli/surroundings.js";

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command line in this process, with these surroundings in place of the real ones. */
export async function runCommand(
  parameters: readonly string[],
  surroundings: Partial<Surroundings> = {},
): Promise<CommandResult> {
  let out = "";
  let error = "";
  const unwanted = () => Promise.reject(new Error("this was not to be needed"));
  const code = await commandLine(parameters, {
    print: (text) => void (out += text),
    warn: (text) => void (error += text),
    standardInput: Readable.from([]),
    bounds: unbounded,
    readSites: unwanted,
    openEncoder: unwanted,
    runtimeVersion: () => Promise.resolve("1.2.3"),
    ...surroundings,
  });
  return { code, out, error };
}
