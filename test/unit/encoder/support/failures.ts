import assert from "node:assert/strict";
import { Failure, type FailureCode } from "../../../../src/protocol/failure.js";

/** Checks a rejection: a failure of this code, in one sentence that matches. */
export function failure(code: FailureCode, message = /./): (thrown: unknown) => true {
  return (thrown) => {
    assert(thrown instanceof Failure, String(thrown));
    assert.equal(thrown.code, code, thrown.message);
    assert.match(thrown.message, message);
    assert.match(thrown.message, /^[^\n]+[^.\s]\.$/, "one line that ends like a sentence");
    return true;
  };
}
