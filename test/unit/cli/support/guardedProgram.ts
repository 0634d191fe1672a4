// A program under guard that does what its parameter says; what it says itself begins with "own: ".
import { setTimeout as sleep } from "node:timers/promises";
import type { Bounds } from "../../../../src/cli/bounds.js";
import { guarded } from "../../../../src/cli/guarded.js";
import { outputFile, writeOutput } from "../../../../src/cli/outputFile.js";

const [what = "", path = ""] = process.argv.slice(2);

// The program itself is loaded by way of a temporary folder, and needs one that is there.
if (what === "homeless") process.env.TMPDIR = path;

function* endless() {
  for (;;) yield "x".repeat(1 << 20);
}

const soon = {
  milliseconds: 300,
  failure: { code: "tookTooLong", message: "It was not done in time.", detail: null },
} as const;

const actions: Readonly<Record<string, (bounds: Bounds) => number | Promise<number>>> = {
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
  late: async ({ step }) => {
    await step(soon);
    for (;;);
  },
  frozen: async ({ step }) => {
    await step(soon);
    process.kill(process.pid, "SIGSTOP");
    await sleep(60_000);
    return 0;
  },
  patient: async ({ step }) => {
    await step(soon);
    await step(null);
    await sleep(900);
    return 0;
  },
  greedy: async ({ memory }) => {
    memory(process.memoryUsage.rss() + 100e6);
    // The watching thread is told.
    await sleep(100);
    const taken: Uint8Array[] = [];
    for (let megabytes = 0; megabytes < 4000; megabytes++) taken.push(new Uint8Array(1e6).fill(1));
    return taken.length;
  },
  modest: async ({ memory }) => {
    memory(process.memoryUsage.rss() + 100e6);
    await sleep(100);
    memory(null);
    await sleep(100);
    return new Uint8Array(300e6).fill(1).length - 300e6;
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
  program: async (bounds) => actions[what]!(bounds),
  onErrorLine: (line) => process.stderr.write(line.startsWith("own: ") ? `${line}\n` : ""),
}).then(
  (code) => (process.exitCode = code),
  (thrown: unknown) => {
    process.stderr.write(`failed: ${(thrown as Error).message}\n`);
    process.exitCode = 5;
  },
);
