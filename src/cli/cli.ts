// The program `attention-inspector`.
import { unbounded, type Bounds } from "./bounds.js";
import { commandLine } from "./commandLine.js";
import { exitCodes } from "./exitCodes.js";
import { guarded } from "./guarded.js";
import { realSurroundings } from "./realSurroundings.js";
import { reportFailure } from "./reportFailure.js";

const { warn } = realSurroundings;
const parameters = process.argv.slice(2);

// Who reads no further, as `head` does, wants no more said.
process.stdout.on("error", ({ code = "unknown error" }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") return;
  warn(`attention-inspector: standard output cannot be written (${code}).\n`);
  process.exit(exitCodes.cannotWrite);
});
// Nobody is left to be told.
process.stderr.on("error", () => undefined);

const program = (bounds: Bounds) => commandLine(parameters, { ...realSurroundings, bounds });
const verbose = parameters.includes("--verbose");

async function run(): Promise<number> {
  if (parameters[0] !== "trace" && parameters[0] !== "sites") return program(unbounded);
  try {
    // What native code says on standard error is nothing for the person, unless asked for.
    const onErrorLine = (line: string) => {
      if (verbose || line.startsWith("attention-inspector: ")) warn(`${line}\n`);
    };
    return await guarded({ script: process.argv[1]!, parameters, program, onErrorLine });
  } catch (thrown) {
    return reportFailure(thrown, warn, verbose);
  }
}

void run().then((code) => (process.exitCode = code));
