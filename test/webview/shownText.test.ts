import assert from "node:assert/strict";
import type { Merge } from "../../src/attention/recipe.js";
import type { Tokens } from "../../src/attention/tokens.js";
import { unitsOf } from "../../src/attention/units.js";
import type { AxisUnits } from "../../webview/state/mapInView.js";
import { unitLabels } from "../../webview/tokens/unitLabels.js";
import { cutOffSegments, shownText } from "../../webview/views/text/shownText.js";
import { stepColours } from "../../webview/views/text/stepColours.js";
import { sequentialRamp } from "../../webview/theme/ramp.js";
import { traceOf, crossShape } from "./traces.js";

/** A token: its segment and range, or a special one's name. */
type Place = readonly [segment: number, start: number, end: number] | string;

interface Made {
  readonly merge?: Merge;
  readonly dropSpecial?: boolean;
  readonly cutOff?: readonly number[];
}

function axisOf(
  segments: readonly string[],
  places: readonly Place[],
  { merge = "tokens", dropSpecial = false }: Made,
) {
  const of = (index: 0 | 1 | 2) => Int32Array.from(places, (place) => (typeof place === "string" ? -1 : place[index]));
  const tokens: Tokens = {
    ids: Int32Array.from(places.keys()),
    texts: places.map((place) => (typeof place === "string" ? place : segments[place[0]]!.slice(place[1], place[2]))),
    segments: of(0),
    starts: of(1),
    ends: of(2),
  };
  const units = unitsOf(tokens, segments, dropSpecial, merge);
  const names = unitLabels(tokens, segments, units, null);
  return { side: "source", tokens, units, count: units.firsts.length, names } satisfies AxisUnits;
}

function shown(segments: readonly string[], places: readonly Place[], made: Made = {}) {
  const text = shownText(axisOf(segments, places, made), segments, made.cutOff ?? []);
  const part = ({ piece, start, end }: (typeof text.spans)[number]) => text.pieces[piece]!.text.slice(start, end);
  return {
    pieces: text.pieces.map(({ text: piece }) => piece),
    blocks: text.blocks,
    units: text.spans.map(part),
    uncovered: text.uncovered.map(part),
    unread: text.unread,
  };
}

describe("A text as it is shown", () => {
  it("is the text itself, special tokens at their places, each token where it stands", () => {
    const text = shown(["a cat"], ["<s>", [0, 0, 1], [0, 1, 5], "</s>"]);
    assert.deepEqual(text.pieces, ["<s>", "a cat", "</s>"]);
    assert.deepEqual(text.units, ["<s>", "a", " cat", "</s>"]);
    assert.deepEqual(text.blocks, [[0, 1, 2]]);
    assert.equal(text.unread, false);
  });

  it("is a paragraph for each segment", () => {
    const text = shown(["one", "two"], ["<s>", [0, 0, 3], "</s>", "</s>", [1, 0, 3], "</s>"]);
    assert.deepEqual(text.pieces, ["<s>", "one", "</s></s>", "two", "</s>"]);
    assert.deepEqual(text.blocks, [
      [0, 1, 2],
      [3, 4],
    ]);
    assert.deepEqual(text.units, ["<s>", "one", "</s>", "</s>", "two", "</s>"]);
  });

  it("keeps what no token stands for, and tells what of it was not read", () => {
    const spaced = shown(
      ["a  b"],
      [
        [0, 0, 1],
        [0, 3, 4],
      ],
    );
    assert.deepEqual([spaced.pieces, spaced.uncovered, spaced.unread], [["a  b"], ["  "], false]);
    const cut = shown(["a b c", "never"], ["<s>", [0, 0, 1], [0, 1, 3], "</s>"], { cutOff: [1] });
    assert.deepEqual(cut.pieces, ["<s>", "a b", "</s>", " c", "never"]);
    assert.deepEqual([cut.uncovered, cut.unread, cut.blocks.length], [[" c", "never"], true, 2]);
  });

  it("cuts off what goes on for long unread", () => {
    const [, rest] = shown([`a${"b".repeat(5000)}`], [[0, 0, 1], "</s>"]).pieces.slice(1);
    assert.equal(rest, `${"b".repeat(1000)}…`);
  });

  it("gives tokens that share a character, overlap or are empty a place of their own", () => {
    assert.deepEqual(
      shown(
        ["é!"],
        [
          [0, 0, 1],
          [0, 0, 1],
          [0, 1, 2],
        ],
      ).units,
      ["é", "₂", "!"],
    );
    assert.deepEqual(
      shown(
        ["abc"],
        [
          [0, 0, 2],
          [0, 1, 3],
        ],
      ).units,
      ["ab", "c"],
    );
    assert.deepEqual(
      shown(
        ["ab"],
        [
          [0, 0, 1],
          [0, 1, 1],
          [0, 1, 2],
        ],
      ).units,
      ["a", "∅", "b"],
    );
    const eleven = Array.from({ length: 11 }, (): Place => [0, 0, 1]);
    assert.deepEqual(shown(["x"], eleven).units.slice(8), ["₉", "₁₀", "₁₁"]);
  });

  it("parts no emoji and no accented letter, though tokens do", () => {
    const family = "👩‍👩‍👧";
    assert.deepEqual(
      shown(
        [family],
        [
          [0, 0, 2],
          [0, 2, 3],
          [0, 3, 5],
          [0, 5, 8],
        ],
      ).units,
      [family, "₂", "₃", "₄"],
    );
    assert.deepEqual(
      shown(
        ["e\u0301x"],
        [
          [0, 0, 1],
          [0, 1, 3],
        ],
      ).units,
      ["e\u0301", "x"],
    );
    assert.deepEqual(
      shown(
        ["각각"],
        [
          [0, 0, 1],
          [0, 1, 2],
        ],
      ).units,
      ["각", "각"],
    );
  });

  it("shows line breaks that are tokens by a sign, whatever they are made of", () => {
    assert.deepEqual(
      shown(
        ["a\r\n\tb"],
        [
          [0, 0, 1],
          [0, 1, 3],
          [0, 3, 4],
          [0, 4, 5],
        ],
      ).units,
      ["a", "⏎\n", "⇥\t", "b"],
    );
    assert.deepEqual(
      shown(
        ["a\r\nb"],
        [
          [0, 0, 1],
          [0, 1, 2],
          [0, 2, 3],
          [0, 3, 4],
        ],
      ).units,
      ["a", "⏎\n", "₂", "b"],
    );
    assert.deepEqual(shown(["a\nb"], [[0, 0, 3]]).units, ["a\nb"]);
    assert.deepEqual(shown(["a\rb"], [[0, 0, 3]]).units, ["a␍b"]);
  });

  it("shows what is invisible, or turns text around, by its code point", () => {
    assert.deepEqual(
      shown(
        ["\u202Ea\u0000\u200B"],
        [
          [0, 0, 1],
          [0, 1, 2],
          [0, 2, 3],
          [0, 3, 4],
        ],
      ).units,
      ["⟨202E⟩", "a", "⟨00⟩", "⟨200B⟩"],
    );
  });

  it("has words and lines as one, and special tokens that are left out as no unit", () => {
    const places: Place[] = ["<s>", [0, 0, 1], [0, 1, 3], [0, 3, 4], [0, 4, 6], "</s>"];
    const words = shown(["abc de"], places, { merge: "words", dropSpecial: true });
    assert.deepEqual(words.units, ["abc", " ", "de"]);
    assert.deepEqual(words.uncovered, ["<s>", "</s>"]);
    assert.deepEqual(shown(["abc de"], places, { merge: "lines", dropSpecial: true }).units, ["abc de"]);
  });

  it("is the tokens' names where none stands for text", () => {
    const text = shown([], ["<pad>", "le", "chat"]);
    assert.deepEqual([text.pieces, text.units], [["<pad> le chat "], ["<pad>", "le", "chat"]]);
  });

  it("does not take the other side's text for one that was cut off", () => {
    const trace = traceOf(crossShape(8, 5));
    assert.deepEqual(cutOffSegments(trace), []);
    assert.deepEqual(cutOffSegments({ ...trace, segments: [...trace.segments, "never read"] }), [2]);
  });
});

describe("The colours of a text", () => {
  it("can be read on, at every step of every theme", () => {
    const luminance = (hex: string) => {
      const [red, green, blue] = [1, 3, 5].map((at) => {
        const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
        return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const rgb = (...[red, green, blue]: number[]) => ({ red: red! / 255, green: green! / 255, blue: blue! / 255 });
    for (const [ramp, foreground] of [
      [sequentialRamp(rgb(31, 31, 31), rgb(255, 233, 160)), "#cccccc"],
      [sequentialRamp(rgb(255, 255, 255), rgb(11, 35, 99)), "#3b3b3b"],
      [sequentialRamp(rgb(0, 0, 0), rgb(255, 255, 255)), "#ffffff"],
    ] as const) {
      const colours = stepColours(ramp, foreground);
      assert.equal(colours.length, 32);
      assert.equal(colours[0]!.text, foreground);
      for (const { background, text } of colours) {
        const [one, other] = [luminance(background), luminance(text)];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        assert.ok(contrast >= 4.5, `${text} on ${background}: ${contrast}`);
      }
    }
  });
});
