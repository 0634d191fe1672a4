import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import Mocha from "mocha";
import { PlainFailure } from "../host/plainFailure.js";
import type { ReportLine, TestResult } from "./report.js";
import { reasonForSkipping } from "./skipBecause.js";

export interface MochaRun {
  readonly files: readonly string[];
  /** The folder that the files' names in the report begin from. */
  readonly folder: string;
  readonly reportFile: string;
  readonly limitInSecondsPerTest: number;
  /** Only tests whose full titles match. */
  readonly grep?: string | undefined;
}

/** Runs test files in this process and writes what became of each test, as it happens; gives the failures' number. */
export async function runMocha(run: MochaRun): Promise<number> {
  mkdirSync(dirname(run.reportFile), { recursive: true });
  writeFileSync(run.reportFile, "");
  const write = (line: ReportLine) => appendFileSync(run.reportFile, `${JSON.stringify(line)}\n`);
  const mocha = new Mocha({
    ui: "bdd",
    timeout: run.limitInSecondsPerTest * 1000,
    forbidOnly: true,
    reporter: reporterTo(run.folder, write),
    ...(run.grep !== undefined && { grep: new RegExp(run.grep) }),
  });
  for (const file of run.files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  write({ kind: "end" });
  return failures;
}

function reporterTo(folder: string, write: (line: ReportLine) => void) {
  const result = (test: Mocha.Runnable, state: TestResult["state"], reason?: string): TestResult => ({
    kind: "test",
    file: relative(folder, test.file ?? "").replace(/\.[jt]s$/, ""),
    titles: test.titlePath(),
    state,
    milliseconds: test.duration ?? 0,
    ...(reason !== undefined && { reason }),
  });
  return class extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      runner.on("test", (test) => write({ kind: "start", titles: test.titlePath() }));
      runner.on("pass", (test) => write(result(test, "passed")));
      // A hook that fails comes here as well; the tests that wait for it are not run.
      runner.on("fail", (test, error: unknown) => write(result(test, "failed", textOf(error))));
      runner.on("pending", (test) => write(result(test, "skipped", reasonForSkipping(test))));
    }
  };
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof PlainFailure) return error.message;
  const stack = error.stack ?? error.message;
  return stack.includes(error.message) ? stack : `${error.message}\n${stack}`;
}
