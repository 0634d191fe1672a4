import assert from "node:assert/strict";
import { openingDeadline, runDeadline, tokenizingDeadline } from "../../../src/encoder/deadlines.js";
import { Failure } from "../../../src/protocol/failure.js";
import { failure } from "./support/failures.js";

describe("a deadline", () => {
  for (const [name, { milliseconds, failure: report }, seconds, sentence] of [
    ["to open a small encoder", openingDeadline(1e6, "cpu"), 8, /not open after 8 seconds, .*choose another\.$/],
    ["to open one of 2 GB", openingDeadline(2e9, "auto"), 48, /not open after 48 seconds/],
    ["to open one on another provider", openingDeadline(0, "cuda"), 68, /not open after 68 seconds/],
    ["to tokenize a selection", tokenizingDeadline(2000), 8, /tokenizer was not done after 8 seconds, .*select less/],
    ["to tokenize the longest text", tokenizingDeadline(4 * 1024 ** 2), 42, /after 42 seconds/],
    [
      "to run",
      runDeadline(512, 90_000),
      90,
      /run on 512 tokens was not done after 90 seconds, .*inspector\.runDeadline/i,
    ],
  ] as const) {
    it(`${name} is ${seconds} seconds, and says what to do when it has passed`, () => {
      assert.equal(Math.round(milliseconds / 1000), seconds);
      failure("tookTooLong", sentence)(Failure.fromReport(report));
    });
  }
});
