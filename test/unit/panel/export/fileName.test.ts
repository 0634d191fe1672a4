import assert from "node:assert/strict";
import { oneHead, type HeadSet } from "../../../../src/attention/headSet.js";
import { fileName } from "../../../../src/export/fileName.js";
import { hostileTexts } from "../../export/support/hostileTexts.js";

const head = oneHead({ group: "encoder", layer: 1, head: 3 });
const nameOf = (title: string, heads: HeadSet = head) => fileName(title, heads, "svg");

describe("an exported file's name", () => {
  it("says what it was made of and which head it shows, counted from 1", () => {
    assert.equal(nameOf("coffee.txt"), "coffee-L2-H4.svg");
    assert.equal(nameOf("커피 한 잔.md"), "커피-한-잔-L2-H4.svg");
    assert.equal(fileName("a.ts", oneHead({ group: "cross", layer: 0, head: 0 }), "png4x"), "a-cross-L1-H1.png");
    const two = { ...head, heads: [...head.heads, { layer: 0, head: 0 }], combine: "max" } as const;
    assert.equal(fileName("a.ts", { group: "cross", heads: "all" }, "csv"), "a-cross-all-heads.csv");
    assert.equal(nameOf("a.ts", two), "a-max-of-2-heads.svg");
  });

  it("keeps what is no extension", () => {
    assert.equal(nameOf("v1.2 of something"), "v1.2-of-something-L2-H4.svg");
    assert.equal(nameOf(".gitignore"), "gitignore-L2-H4.svg");
    assert.equal(nameOf("Untitled-1"), "Untitled-1-L2-H4.svg");
  });

  it("is a name on every system, whatever the text's is", () => {
    const titles = [
      ...hostileTexts,
      "../../etc/passwd",
      "..",
      "C:\\x",
      "nul",
      "COM1.txt",
      "a".repeat(300),
      "한".repeat(300),
    ];
    for (const title of titles) {
      const name = nameOf(title);
      assert.doesNotMatch(name, /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Cs}]|^[-.]|\.\./u, JSON.stringify(title));
      assert.doesNotMatch(name, /^(con|prn|aux|nul|com\d|lpt\d)\./i);
      assert.ok(name.endsWith("-L2-H4.svg") && !name.startsWith("-L2"), name);
      assert.ok(Buffer.byteLength(name) <= 255);
    }
  });
});
