import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cleanups } from "../host/cleanups.js";
import { logFolder, outputFolder, repository } from "../host/repository.js";
import type { TestStart } from "./report.js";
import { ReportReader } from "./reportReader.js";
import { ResultPrinter } from "./resultPrinter.js";
import { folderOf, testFilesOf, type Suite } from "./suite.js";
import type { Tally } from "./tally.js";

export interface SuiteSurroundings {
  readonly tally: Tally;
  readonly cleanups: Cleanups;
  readonly grep: string | undefined;
  /** What is left of the time that the whole run may take. */
  readonly secondsLeft: number;
}

/** Runs one suite, prints its results, and counts everything that went wrong with it as a failure. */
export async function runSuite(suite: Suite, surroundings: SuiteSurroundings): Promise<void> {
  console.log(`\n${suite.name}`);
  const files = existsSync(folderOf(suite)) ? testFilesOf(suite) : [];
  if (files.length === 0) {
    surroundings.tally.fail(suite.name, `test/${suite.name}/ holds no *.test.ts`);
    return;
  }
  const printer = new ResultPrinter();
  const shares = Array.from({ length: suite.processes }, (_, share) =>
    files.filter((_file, place) => place % suite.processes === share),
  );
  await Promise.all(
    shares.map((share, place) => {
      const name = suite.processes === 1 ? suite.name : `${suite.name}-${place + 1}`;
      return runShare({ suite, name, files: share, printer }, surroundings);
    }),
  );
}

/** What one process runs of a suite. */
interface Share {
  readonly suite: Suite;
  /** Of its log and its report. */
  readonly name: string;
  readonly files: readonly string[];
  readonly printer: ResultPrinter;
}

async function runShare(share: Share, { tally, cleanups, grep, secondsLeft }: SuiteSurroundings): Promise<void> {
  const { suite, name, files } = share;
  const progress = followTests(share, tally);
  const logFile = join(logFolder, `${name}.log`);
  const onOutput = (text: string) => void process.stdout.write(text.replace(/^(?=.)/gm, "  "));
  const tests = suite.start({ suite, files, reportFile: progress.reader.file, logFile, grep, onOutput });
  cleanups.add(() => tests.stop());
  const limit = Math.min(suite.limitInSeconds, secondsLeft);
  const outcome = await Promise.race([tests.exited, sleep(limit * 1000, "late" as const, { ref: false })]);
  await tests.stop();
  progress.reader.stop();

  const fail = (what: string) => {
    const last = progress.last === undefined ? "" : `; the last test to begin: ${progress.last.titles.join(" › ")}`;
    tally.fail(suite.name, `${what}${last}; log: ${relative(repository, logFile)}`);
  };
  if (outcome === "late") fail(`was ended because it took longer than ${Math.round(limit)} s`);
  else if (!progress.hasEnded) fail(`ended with code ${outcome} before it was done`);
  else if (outcome > 1 || (outcome === 1 && !progress.hasFailed)) fail(`ended with code ${outcome}`);
  if (grep !== undefined) return;
  for (const file of files) {
    if (!progress.files.has(file.replace(/\.ts$/, ""))) tally.fail(suite.name, `no test of ${file} was run`);
  }
}

interface Progress {
  readonly reader: ReportReader;
  /** The files that reported a test, without their endings. */
  readonly files: Set<string>;
  last: TestStart | undefined;
  hasFailed: boolean;
  hasEnded: boolean;
}

/** Counts and prints results as they come. */
function followTests({ suite, name, printer }: Share, tally: Tally): Progress {
  // Two runs at the same time in one checkout must not write into one file.
  const file = join(outputFolder, "reports", `${name}-${process.pid}.jsonl`);
  const reader = new ReportReader(file, (line) => {
    if (line.kind === "start") progress.last = line;
    if (line.kind === "end") progress.hasEnded = true;
    if (line.kind !== "test") return;
    progress.files.add(line.file);
    progress.hasFailed ||= line.state === "failed";
    tally.add(suite.name, line);
    printer.print(line);
  });
  const progress: Progress = { reader, files: new Set(), last: undefined, hasFailed: false, hasEnded: false };
  return progress;
}
