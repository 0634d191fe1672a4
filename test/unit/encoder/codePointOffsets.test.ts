import assert from "node:assert/strict";
import fc from "fast-check";
import { codePointOffsets } from "../../../src/encoder/codePointOffsets.js";
import { hardText } from "./support/hardText.js";

describe("offsets of code points", () => {
  it("count two units for a surrogate pair and one for all else", () => {
    assert.deepEqual([...codePointOffsets("a😀한\ud800\udfff")], [0, 1, 3, 4, 6]);
    assert.deepEqual([...codePointOffsets("\udfff\ud800x")], [0, 1, 2, 3]);
    assert.deepEqual([...codePointOffsets("")], [0]);
  });

  it("stop where no more are of interest", () => {
    assert.deepEqual([...codePointOffsets("😀😀😀", 2)], [0, 2, 4]);
    assert.deepEqual([...codePointOffsets("😀", 0)], [0]);
    assert.deepEqual([...codePointOffsets("ab", 9)], [0, 1, 2]);
  });

  it("are those of the string's own iterator, for any text", () => {
    fc.assert(
      fc.property(hardText, (text) => {
        let offset = 0;
        const expected = [0, ...Array.from(text, (character) => (offset += character.length))];
        assert.deepEqual([...codePointOffsets(text)], expected);
      }),
      { numRuns: 1000 },
    );
  });
});
