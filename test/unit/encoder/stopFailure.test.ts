import assert from "node:assert/strict";
import { startFailure, stopFailure } from "../../../src/encoder/stopFailure.js";
import { failure } from "./support/failures.js";

describe("the end of the encoder's process", () => {
  for (const [code, signal, sentence] of [
    [null, "SIGKILL", /was killed \(SIGKILL\); run Show Attention again/],
    [null, "SIGTERM", /was killed \(SIGTERM\)/],
    [null, "SIGABRT", /aborted \(SIGABRT\), as a damaged encoder or tokenizer makes it/],
    [134, null, /aborted \(exit code 134\)/],
    [0xc0000409, null, /aborted/],
    [null, "SIGSEGV", /crashed \(SIGSEGV\); run Show Attention again, or choose another encoder/],
    [1, null, /ended by itself \(exit code 1\); see the log/],
    [0, null, /ended by itself \(exit code 0\)/],
  ] as const) {
    it(`by ${signal ?? code} is told in a sentence of its own`, () => {
      failure("encoderStopped", sentence)(stopFailure(code, signal));
    });
  }

  it("before its start is told by the system's code", () => {
    const error = Object.assign(new Error("spawn node ENOENT"), { code: "ENOENT" });
    failure("encoderStopped", /could not be started \(ENOENT\)/)(startFailure(error));
    assert.equal(startFailure(error).detail, "spawn node ENOENT");
  });
});
