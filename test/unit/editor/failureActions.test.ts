import assert from "node:assert/strict";
import { failureActions, isError } from "../../../src/editor/failureActions.js";

describe("the ways on from a failure", () => {
  for (const [code, actions, error] of [
    ["modelUnreadable", ["chooseEncoder", "showLog"], true],
    ["modelUnsupported", ["chooseEncoder", "showLog"], true],
    ["externalData", ["chooseEncoder", "showLog"], true],
    ["tokenizerMissing", ["chooseEncoder", "showLog"], true],
    ["tokenizerDamaged", ["chooseEncoder", "showLog"], true],
    ["inputsWrong", ["chooseEncoder", "showLog"], true],
    ["tookTooLong", ["openDeadlineSettings", "chooseEncoder", "showLog"], true],
    ["providerUnavailable", ["openProviderSettings", "showLog"], false],
    ["runtimeUnusable", ["openRuntimeSettings", "showLog"], true],
    ["encoderStopped", ["showLog", "chooseEncoder"], true],
    ["nothingToEncode", ["showLog"], false],
  ] as const) {
    it(`${code}: ${actions.join(", ")}`, () => {
      assert.deepEqual(failureActions(code), actions);
      assert.equal(isError(code), error);
    });
  }
});
