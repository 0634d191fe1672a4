import assert from "node:assert/strict";
import { parseModelReference } from "../../../../src/encoder/download/modelReference.js";
import { failure } from "../support/failures.js";

describe("a model's name", () => {
  for (const [typed, id, revision] of [
    ["gpt2", "gpt2", "main"],
    [" org/name ", "org/name", "main"],
    ["org/all-MiniLM-L6_v2.1@refs/pr/3", "org/all-MiniLM-L6_v2.1", "refs/pr/3"],
    ["org/name@v1.0", "org/name", "v1.0"],
    ["https://huggingface.co/org/name", "org/name", "main"],
    ["https://huggingface.co/org/name/tree/v1/", "org/name", "v1"],
    ["https://huggingface.co/org/name?library=x", "org/name", "main"],
  ] as const) {
    it(`is read from ${JSON.stringify(typed)}`, () => assert.deepEqual(parseModelReference(typed), { id, revision }));
  }

  for (const typed of [
    "",
    "a/b/c",
    "../x",
    "org/..",
    "org/",
    "/name",
    "org/-name",
    "org/na me",
    "org/a--b",
    "org/a..b",
    "org/name@",
    "org/name@../main",
    "org/name@a b",
    "org/name@-x",
    "org/<img>",
    "a\nb",
    `org/${"x".repeat(200)}`,
  ]) {
    it(`is not ${JSON.stringify(typed.slice(0, 40))}`, () => {
      assert.throws(() => parseModelReference(typed), failure("badRequest"));
    });
  }
});
