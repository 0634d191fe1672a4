// Shows the attention of damaged encoders, and says what became of them: `npm run mutate -- --count 5000 --seed 1`.
// `--from N` begins at a case, `--only` runs that one alone.
import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { MutationRun, type MutantReport } from "./mutationRun.js";
import { MutationTally } from "./mutationTally.js";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "5000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    only: { type: "boolean", default: false },
  },
});
const [count, seed, from] = [Number(values.count), Number(values.seed), Number(values.from)];
const reports = "out/mutation.jsonl";
mkdirSync("out", { recursive: true });
rmSync(reports, { force: true });

async function main(): Promise<void> {
  const run = await MutationRun.open();
  const tally = new MutationTally();
  try {
    for (let number = from; number < from + (values.only ? 1 : count); number++) {
      const report = await run.run(seed, number);
      tally.add(report);
      appendFileSync(reports, `${JSON.stringify(report)}\n`);
      if (report.fault !== null || values.only) console.log(line(report));
      if ((number + 1) % 500 === 0) console.log(`${number + 1}: ${tally.toString()}`);
    }
  } finally {
    run.dispose();
  }
  console.log(tally.toString());
  process.exitCode = tally.faults === 0 ? 0 : 1;
}

function line({ number, specimen, mutator, outcome, message, fault, milliseconds, memory }: MutantReport): string {
  const [time, size] = [`${Math.round(milliseconds)} ms`, `${Math.round(memory / 1024 ** 2)} MiB`];
  return `case ${number} (${specimen}, ${mutator}): ${fault ?? "right"}; ${outcome}, ${time}, ${size}: ${message}`;
}

void main();
