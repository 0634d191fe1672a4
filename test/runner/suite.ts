import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LeashedProcess } from "../host/leashedProcess.js";
import { repository } from "../host/repository.js";

/** What a suite's tests are run with. */
export interface SuiteRun {
  readonly suite: Suite;
  /** Its test files, or those of them that one of its processes runs, from the suite's folder. */
  readonly files: readonly string[];
  /** Where the tests write what became of each of them. */
  readonly reportFile: string;
  readonly logFile: string;
  /** Only tests whose full titles match. */
  readonly grep: string | undefined;
  readonly onOutput: (text: string) => void;
}

/** A folder of tests. */
export interface Suite {
  /** Also its folder's name. */
  readonly name: string;
  /** How many processes share its files: of tests that mostly wait, two take little longer together than each alone. */
  readonly processes: number;
  readonly limitInSecondsPerTest: number;
  readonly limitInSeconds: number;
  readonly start: (run: SuiteRun) => LeashedProcess;
}

/** The folder that a suite's test files lie in. */
export function folderOf(suite: Suite): string {
  return join(repository, "test", suite.name);
}

/** A suite's test files, whatever they are called and however deep they lie. */
export function testFilesOf(suite: Suite): string[] {
  const files = readdirSync(folderOf(suite), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".test.ts")).sort();
}
