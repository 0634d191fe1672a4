import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { maximumLogLine } from "../../../src/encoder/limits.js";
import { outputLines } from "../../../src/encoder/outputLines.js";

async function linesOf(...chunks: readonly (string | Buffer)[]): Promise<readonly string[]> {
  const output = new PassThrough();
  const lines: string[] = [];
  outputLines(output, (line) => lines.push(line));
  for (const chunk of chunks) output.write(chunk);
  output.end();
  await new Promise((resolve) => setTimeout(resolve, 5));
  return lines;
}

describe("what a process writes", () => {
  it("is heard line by line, however it comes", async () => {
    assert.deepEqual(await linesOf("one\ntw", "o\r\n", "\nthree"), ["one", "two", "three"]);
  });

  it("is cut where a line is too long to read", async () => {
    const [line = ""] = await linesOf("x".repeat(100_000));
    assert.equal(line.length, maximumLogLine);
  });

  it("of a panic tells the place and not the message, which may quote the text", async () => {
    const lines = await linesOf(
      "before\n",
      "thread '<unnamed>' (31) panicked at /usr/local/cargo/onig-6.5.3/src/lib.rs:647:23:\n",
      "byte index 3 is not a char boundary; it is inside `my secret\n",
      "and its second line`\n",
      "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n",
      "\n",
      "thread '<unnamed>' panicked at library/core/src/panicking.rs:225:5:\n",
      "panic in a function that cannot unwind, secret\n",
      "stack backtrace:\n",
      "   0:     0x7f082ac7aec6 - <unknown>\n",
      "thread caused non-unwinding panic. aborting.\n",
      "after\n",
    );
    assert.deepEqual(lines, [
      "before",
      "thread '<unnamed>' (31) panicked at /usr/local/cargo/onig-6.5.3/src/lib.rs:647:23:",
      "thread '<unnamed>' panicked at library/core/src/panicking.rs:225:5:",
      "after",
    ]);
  });

  it("of an old kind of panic, which has its message on the line of the place, tells nothing", async () => {
    assert.deepEqual(await linesOf("thread 'main' panicked at 'my secret', src/lib.rs:1:2\nnote: run with\n"), []);
  });
});
