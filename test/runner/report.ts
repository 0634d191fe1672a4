/** What became of one test. It crosses processes as a line of JSON. */
export interface TestResult {
  readonly kind: "test";
  /** The test's file without its ending, from the folder of its suite. */
  readonly file: string;
  /** The titles of the blocks around the test, and its own. */
  readonly titles: readonly string[];
  readonly state: "passed" | "failed" | "skipped";
  readonly milliseconds: number;
  /** Why it failed or was skipped. */
  readonly reason?: string;
}

/** Says that a test begins: of a process that dies, the last of these tells what it died of. */
export interface TestStart {
  readonly kind: "start";
  readonly titles: readonly string[];
}

/** Says that the suite ran to its end: a process that dies does not write it. */
interface SuiteEnd {
  readonly kind: "end";
}

export type ReportLine = TestStart | TestResult | SuiteEnd;
