import { parseArgs } from "node:util";
import { PlainFailure } from "../host/plainFailure.js";
import { runProgram } from "../host/program.js";
import { runSuite } from "./runSuite.js";
import { suites } from "./suites.js";
import { Tally } from "./tally.js";

const limitInSeconds = 12 * 60;

/** npm test [-- --only unit,webview] [--grep PATTERN] */
void runProgram(async ({ cleanups }) => {
  const { values } = parseArgs({ options: { only: { type: "string" }, grep: { type: "string" } } });
  const wanted = values.only?.split(",") ?? suites.map(({ name }) => name);
  const unknown = wanted.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined)
    throw new PlainFailure(`--only takes ${suites.map(({ name }) => name).join(", ")}; not ${unknown}.`);

  const tally = new Tally();
  const deadline = Date.now() + limitInSeconds * 1000;
  for (const suite of suites) {
    if (!wanted.includes(suite.name)) continue;
    const secondsLeft = (deadline - Date.now()) / 1000;
    await runSuite(suite, { tally, cleanups, grep: values.grep, secondsLeft });
  }
  tally.failures.forEach(({ where, what }, index) => {
    console.log(`\n${index + 1}) ${where}\n${what.replace(/^/gm, "     ")}`);
  });
  console.log(`\n${tally.toString()}`);
  return tally.failures.length === 0 ? 0 : 1;
});
