// The program `attention-inspector`.
import { commandLine } from "./commandLine.js";
import { guarded } from "./guarded.js";
import { reportFailure } from "./reportFailure.js";
import { loadRuntime } from "../encoder/runtime.js";
import type { Surroundings } from "./surroundings.js";

const parameters = process.argv.slice(2);

// Who reads no further, as `head` does, wants no more said.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const surroundings: Surroundings = {
  print: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(text),
  standardInput: process.stdin,
  readSites: async (path) => (await import("../encoder/readSites.js")).readSites(path),
  openEncoder: async (path, options) => (await import("../encoder/openOnnxEncoder.js")).openOnnxEncoder(path, options),
  runtimeVersion: async () => (await loadRuntime()).env.versions.node ?? "unknown",
};

const program = () => commandLine(parameters, surroundings);
const verbose = parameters.includes("--verbose");

async function run(): Promise<number> {
  if (parameters[0] !== "trace") return program();
  try {
    // What native code says on standard error is nothing for the person, unless asked for.
    const onErrorLine = (line: string) => {
      if (verbose || line.startsWith("attention-inspector: ")) surroundings.warn(`${line}\n`);
    };
    return await guarded({ script: process.argv[1]!, parameters, program, onErrorLine });
  } catch (thrown) {
    return reportFailure(thrown, surroundings.warn, verbose);
  }
}

void run().then((code) => (process.exitCode = code));
