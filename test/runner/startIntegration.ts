import { join } from "node:path";
import { LeashedProcess } from "../host/leashedProcess.js";
import { repository } from "../host/repository.js";
import type { SuiteRun } from "./suite.js";

/** Runs the tests inside VS Code. */
export function startIntegration({ reportFile, logFile, grep, onOutput }: SuiteRun): LeashedProcess {
  return new LeashedProcess({
    command: process.execPath,
    parameters: ["--import", "tsx", join(repository, "test", "host", "integration.ts")],
    folder: repository,
    environment: {
      ...process.env,
      ATTENTION_INSPECTOR_REPORT: reportFile,
      ...(grep !== undefined && { ATTENTION_INSPECTOR_GREP: grep }),
    },
    logFile,
    onOutput,
  });
}
