import type { FailureReport } from "./failure.js";

/** By when the end that works on a request has to be heard of again: with another step, or with its end. */
export interface Deadline {
  readonly milliseconds: number;
  /** What the request fails with when it passes. */
  readonly failure: FailureReport;
}
