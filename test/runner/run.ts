import "./withoutTelemetry.js";
import { parseArgs } from "node:util";
import { findChromium } from "../host/browser.js";
import { installCodeServer } from "../host/codeServerInstall.js";
import { describeFailure, PlainFailure } from "../host/plainFailure.js";
import { runProgram } from "../host/program.js";
import { runSuite } from "./runSuite.js";
import { suites } from "./suites.js";
import { Tally } from "./tally.js";

/** Of all suites together. Training comes last and takes up to eight minutes where there is a Python for it. */
const limitInSeconds = 40 * 60;

/** npm test [-- --only unit,webview] [--grep PATTERN] */
void runProgram(async ({ cleanups }) => {
  const { values } = parseArgs({ options: { only: { type: "string" }, grep: { type: "string" } } });
  const wanted = values.only?.split(",") ?? suites.map(({ name }) => name);
  const unknown = wanted.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined)
    throw new PlainFailure(`--only takes ${suites.map(({ name }) => name).join(", ")}; not ${unknown}.`);

  await prepare(wanted);
  const tally = new Tally();
  const deadline = Date.now() + limitInSeconds * 1000;
  for (const suite of suites) {
    if (!wanted.includes(suite.name)) continue;
    const secondsLeft = (deadline - Date.now()) / 1000;
    await runSuite(suite, { tally, cleanups, grep: values.grep, secondsLeft });
  }
  if (tally.isEmpty) tally.fail("all suites", "no test was run");
  tally.failures.forEach(({ where, what }, index) => {
    console.log(`\n${index + 1}) ${where}\n${what.replace(/^/gm, "     ")}`);
  });
  console.log(`\n${tally.toString()}`);
  return tally.failures.length === 0 ? 0 : 1;
});

/** Installs what takes long before any suite's time begins to run. What fails here fails again, and is told, there. */
async function prepare(wanted: readonly string[]): Promise<void> {
  try {
    if (wanted.some((name) => !["unit", "training"].includes(name))) findChromium(console.log);
    if (wanted.some((name) => ["workbench", "package"].includes(name))) await installCodeServer(console.log);
  } catch (error) {
    console.log(describeFailure(error));
  }
}
