import { join } from "node:path";
import { LeashedProcess } from "../host/leashedProcess.js";
import { repository } from "../host/repository.js";
import type { MochaRun } from "./runMocha.js";
import { folderOf, type SuiteRun } from "./suite.js";

/** Runs a suite with mocha in a Node process. */
export function startMocha({ suite, files, reportFile, logFile, grep, onOutput }: SuiteRun): LeashedProcess {
  const folder = folderOf(suite);
  const run: MochaRun = {
    files: files.map((file) => join(folder, file)),
    folder,
    reportFile,
    limitInSecondsPerTest: suite.limitInSecondsPerTest,
    grep,
  };
  return new LeashedProcess({
    command: process.execPath,
    parameters: ["--import", "tsx", join(import.meta.dirname, "mochaProcess.ts"), JSON.stringify(run)],
    folder: repository,
    environment: process.env,
    logFile,
    onOutput,
  });
}
