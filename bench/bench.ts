import { parseArgs } from "node:util";
import { PlainFailure } from "../test/host/plainFailure.js";
import { runProgram } from "../test/host/program.js";
import { benchmarks } from "./benchmarks.js";
import { keepResults, type Results } from "./results.js";
import { thisMachine } from "./machine.js";
import { tableOf } from "./table.js";

/** So many rounds prove a claim; so few show that it can be measured. */
const rounds = { claim: 12, quick: 2 };

/**
 * npm run bench [-- --only opening,running] [--rounds N] [--json] [--keep NAME] [--quick]
 *
 * A bar that is missed makes it fail, unless --quick was asked for, which takes too few rounds to say so. What it measured
 * is kept in bench/results/ as NAME.json, by default under the date; --quick keeps nothing unless a name is given.
 */
void runProgram(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      rounds: { type: "string" },
      json: { type: "boolean", default: false },
      keep: { type: "string" },
      quick: { type: "boolean", default: false },
    },
  });
  const wanted = values.only?.split(",") ?? benchmarks.map(({ name }) => name);
  const unknown = wanted.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined)
    throw new PlainFailure(`--only takes ${benchmarks.map(({ name }) => name).join(", ")}; not ${unknown}.`);
  const count = Number(values.rounds ?? (values.quick ? rounds.quick : rounds.claim));
  if (!Number.isInteger(count) || count < 1) throw new PlainFailure("--rounds takes a whole number from 1.");

  const date = new Date().toISOString().slice(0, 10);
  const results: Results = { date, rounds: count, machine: thisMachine(), benchmarks: {} };
  const log = (line: string) => console.error(line);
  for (const benchmark of benchmarks) {
    const { name, about } = benchmark;
    if (!wanted.includes(name)) continue;
    const measured = await benchmark.measure({ rounds: count, log });
    results.benchmarks[name] = { about, ...measured };
    if (!values.json) console.log(tableOf(name, results.benchmarks[name]));
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
  const keptAs = values.keep ?? (values.quick ? null : date);
  if (keptAs !== null) log(`kept in ${keepResults(results, keptAs)}`);
  const missed = Object.values(results.benchmarks).some(({ bars }) => bars.some(({ passed }) => !passed));
  return missed && !values.quick ? 1 : 0;
});
