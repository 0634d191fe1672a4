// A program under guard that does what its parameter says; what it says itself begins with "own: ".
import { setTimeout as sleep } from "node:timers/promises";
import { guarded } from "../../../../src/cli/guarded.js";
import { outputFile, writeOutput } from "../../../../src/cli/outputFile.js";

const [what = "", path = ""] = process.argv.slice(2);

function* endless() {
  for (;;) yield "x".repeat(1 << 20);
}

const actions: Readonly<Record<string, () => number | Promise<number>>> = {
  seven: () => 7,
  abort: () => process.abort(),
  spin: () => {
    process.stdout.write(`${process.pid}\n`);
    for (;;);
  },
  write: async () => {
    process.stdout.write(`${process.pid}\n`);
    await writeOutput(await outputFile(path, false), endless());
    return 0;
  },
  noise: async () => {
    process.stderr.write("native noise\nown: a sentence\n");
    await sleep(1);
    return 0;
  },
};

guarded({
  script: process.argv[1]!,
  parameters: process.argv.slice(2),
  program: async () => actions[what]!(),
  onErrorLine: (line) => process.stderr.write(line.startsWith("own: ") ? `${line}\n` : ""),
}).then(
  (code) => (process.exitCode = code),
  (thrown: unknown) => {
    process.stderr.write(`failed: ${(thrown as Error).message}\n`);
    process.exitCode = 5;
  },
);
