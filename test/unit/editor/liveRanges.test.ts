import assert from "node:assert/strict";
import fc from "fast-check";
import { LiveRanges, type Edit } from "../../../src/editor/liveRanges.js";

/** Tokens of a text: its words, wherever they stand. */
function wordsOf(text: string) {
  const words = Array.from(text.matchAll(/\w+/g), (match) => [match.index, match.index + match[0].length] as const);
  return {
    texts: words.map(([start, end]) => text.slice(start, end)),
    live: new LiveRanges(
      Int32Array.from(words, ([start]) => start),
      Int32Array.from(words, ([, end]) => end),
    ),
  };
}

function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (before, { offset, length, text: by }) => before.slice(0, offset) + by + before.slice(offset + length),
      text,
    );
}

describe("LiveRanges", () => {
  const text = "the cat sat";

  it("shifts tokens after an insertion, a deletion and a replacement", () => {
    for (const [edit, expected] of [
      [{ offset: 0, length: 0, text: "so " }, [7, 10]],
      [{ offset: 0, length: 4, text: "" }, [0, 3]],
      [{ offset: 0, length: 3, text: "a" }, [2, 5]],
    ] as const) {
      const { live } = wordsOf(text);
      live.apply([edit]);
      assert.deepEqual(live.of(1), expected);
    }
  });

  it("keeps a token that is typed beside", () => {
    const { live } = wordsOf(text);
    live.apply([{ offset: 7, length: 0, text: "!" }]);
    live.apply([{ offset: 4, length: 0, text: '"' }]);
    assert.deepEqual(live.of(1), [5, 8]);
  });

  it("takes the place of a token that is typed into, cut or replaced", () => {
    for (const edit of [
      { offset: 5, length: 0, text: "x" },
      { offset: 6, length: 3, text: "" },
      { offset: 4, length: 3, text: "cat" },
    ]) {
      const { live } = wordsOf(text);
      live.apply([edit]);
      assert.equal(live.of(1), null);
    }
  });

  it("gives places back when an undo brings the text back", () => {
    const { live, texts } = wordsOf(text);
    live.apply([{ offset: 5, length: 0, text: "x" }]);
    live.apply([{ offset: 5, length: 1, text: "" }]);
    live.restore((token, start, end) => text.slice(start, end) === texts[token]);
    assert.deepEqual(live.of(1), [4, 7]);
  });

  it("finds the tokens that a range touches, and the one at a cursor", () => {
    const { live } = wordsOf(text);
    assert.deepEqual(live.touching(2, 5), [0, 1]);
    assert.deepEqual(live.touching(4, 4), [1]);
    assert.deepEqual(live.touching(3, 3), []);
    assert.deepEqual(live.touching(3, 4), []);
  });

  it("never leaves a token on text that is not its own", () => {
    const edit = fc.record({ offset: fc.nat(60), length: fc.nat(6), text: fc.stringMatching(/^[a-c ]{0,4}$/) });
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-c ]{0,40}$/),
        fc.array(fc.array(edit, { maxLength: 3 }), { maxLength: 6 }),
        (start, changes) => {
          const { live, texts } = wordsOf(start);
          let now = start;
          for (const change of changes) {
            const length = now.length;
            const within = change
              .map((raw) => ({ ...raw, offset: Math.min(raw.offset, length) }))
              .map((raw) => ({ ...raw, length: Math.min(raw.length, length - raw.offset) }))
              .sort((a, b) => a.offset - b.offset)
              .filter((raw, index, all) =>
                all.slice(0, index).every((other) => other.offset + other.length < raw.offset),
              );
            live.apply(within);
            now = edited(now, within);
          }
          texts.forEach((word, token) => {
            const place = live.of(token);
            if (place) assert.equal(now.slice(...place), word);
          });
        },
      ),
      { numRuns: 2000 },
    );
  });
});
