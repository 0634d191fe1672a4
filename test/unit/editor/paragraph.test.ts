import assert from "node:assert/strict";
import { paragraphAt } from "../../../src/editor/paragraph.js";

const at = (line: number, text: string) => {
  const lines = text.split("\n");
  return paragraphAt(line, lines.length, (index) => lines[index]!.trim() === "");
};

describe("paragraphAt", () => {
  const text = "one\ntwo\n\n \nthree\nfour\n";

  it("takes the lines around the cursor up to the blank ones", () => {
    assert.deepEqual(at(1, text), [0, 1]);
    assert.deepEqual(at(4, text), [4, 5]);
  });

  it("takes the next paragraph from a blank line", () => assert.deepEqual(at(2, text), [4, 5]));

  it("takes the last paragraph from the blank lines after it", () => assert.deepEqual(at(6, text), [4, 5]));

  it("finds none in a blank document", () => assert.equal(at(1, "\n \n\t"), null));

  it("takes a document of one line", () => assert.deepEqual(at(0, "only"), [0, 0]));
});
