import type { TestResult } from "./report.js";

/** A failure of a test, or of a suite as a whole. */
export interface Failure {
  readonly where: string;
  readonly what: string;
}

/** What became of all tests so far. */
export class Tally {
  passed = 0;
  skipped = 0;
  readonly failures: Failure[] = [];

  add(suite: string, result: TestResult): void {
    if (result.state === "passed") this.passed++;
    else if (result.state === "skipped") this.skipped++;
    else this.fail(`${suite}: ${result.titles.join(" › ")} (${result.file})`, result.reason ?? "");
  }

  fail(where: string, what: string): void {
    this.failures.push({ where, what });
  }

  get isEmpty(): boolean {
    return this.passed + this.failures.length + this.skipped === 0;
  }

  /** The last line of a run. */
  toString(): string {
    return `${this.passed} passed, ${this.failures.length} failed, ${this.skipped} skipped`;
  }
}
