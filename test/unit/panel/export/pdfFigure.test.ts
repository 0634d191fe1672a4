import assert from "node:assert/strict";
import { join } from "node:path";
import type { Figure, Mark, TextMark } from "../../../../src/export/figure.js";
import { provenanceLines } from "../../../../src/export/provenanceLines.js";
import { pdfFigure } from "../../../../src/panel/export/pdfFigure.js";
import { repository } from "../../../host/repository.js";
import { hostileTexts } from "../../export/support/hostileTexts.js";
import { hostileProvenance } from "../../export/support/provenance.js";
import { FontFolder } from "./support/fontFolder.js";
import { readPdf } from "./support/readPdf.js";

const plainText = {
  kind: "text",
  x: 20,
  y: 30,
  text: "",
  size: 12,
  anchor: "start",
  baseline: "alphabetic",
  rotate: 0,
  fill: "#000000",
  weight: "normal",
  family: "token",
} as const satisfies TextMark;

const figureOf = (...marks: Mark[]): Figure => ({
  width: 400,
  height: 1000,
  background: "#ffffff",
  title: "어텐션 스코어",
  marks,
});

/** What draws nothing, by its code point; a text of Unicode's composed form. */
const shown = (text: string) =>
  text.normalize("NFC").replaceAll(/\p{Cc}|\u202e|\u2028|\p{Cs}/gu, (sign) => {
    return `⟨${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(2, "0")}⟩`;
  });

describe("a figure as PDF", () => {
  const fonts = new FontFolder();
  const written = (figure: Figure, system: readonly string[] = []) =>
    pdfFigure(figure, hostileProvenance, fonts.path, system);

  it("gives every label back, Hangul and hostile ones among them, in both families", async () => {
    for (const family of ["token", "label"] as const) {
      const labels = hostileTexts.filter((text) => text.trim() !== "" && !text.includes("👩"));
      const marks = labels.map((text, row): TextMark => ({ ...plainText, text, family, y: 20 * (row + 1) }));
      const { bytes, replaced } = await written(figureOf(...marks));
      const { texts } = await readPdf(bytes);
      const rows = labels.map((_, row) =>
        texts
          .filter(({ y }) => Math.abs(y - 20 * (row + 1)) < 0.01)
          .map(({ text }) => text)
          .join(""),
      );
      assert.deepEqual(rows, labels.map(shown));
      assert.deepEqual(replaced, []);
    }
  });

  it("has every syllable of Hangul, and the signs that labels are made of", async () => {
    const syllables = Array.from({ length: 11_172 }, (_, place) => String.fromCodePoint(0xac00 + place)).join("");
    const { replaced } = await written(
      figureOf({ ...plainText, text: syllables }, { ...plainText, text: "·⏎⇥⍽␣∅◌⟨⟩₀₁₂₃₄₅₆₇₈₉→←×−…≤≥éñßαЖ√∞" }),
    );
    assert.deepEqual(replaced, []);
  });

  it("names what no font has and says so, instead of an empty box", async () => {
    const { bytes, replaced } = await written(figureOf({ ...plainText, text: "a👩‍💻日b日" }));
    assert.deepEqual(replaced, ["👩‍💻", "日"]);
    const { texts } = await readPdf(bytes);
    assert.equal(texts.map(({ text }) => text).join(""), "a⟨1F469⟩⟨200D⟩⟨1F4BB⟩⟨65E5⟩b⟨65E5⟩");
  });

  it("does not stumble over system fonts that are missing or none", async () => {
    const paths = ["/nowhere/none.ttf", join(repository, "package.json")];
    const { replaced } = await written(figureOf({ ...plainText, text: "日" }), paths);
    assert.deepEqual(replaced, ["日"]);
  });

  it("holds the parts of the fonts that it needs", async () => {
    const { bytes } = await written(figureOf({ ...plainText, text: "한글 token" }));
    const pdf = Buffer.from(bytes).toString("latin1");
    assert.equal(pdf.match(/\/FontFile2 /g)?.length, 2);
    assert.match(pdf, /\/BaseFont \/[A-Z]{6}\+NanumGothic/);
    assert.match(pdf, /\/BaseFont \/[A-Z]{6}\+DejaVuSansMono/);
    assert.ok(bytes.length < 60_000, `${bytes.length} bytes`);
  });

  it("sets texts where the figure has them", async () => {
    const marks: TextMark[] = [
      { ...plainText, text: "start" },
      { ...plainText, text: "mid", y: 60, anchor: "middle", x: 200 },
      { ...plainText, text: "ends", y: 90, anchor: "end", x: 200 },
      { ...plainText, text: "under", y: 120, baseline: "top" },
      { ...plainText, text: "turned", x: 300, y: 200, rotate: -90 },
    ];
    const { bytes } = await written(figureOf(...marks));
    const { texts, pages, width, height } = await readPdf(bytes);
    assert.deepEqual([pages, Math.round(width), Math.round(height)], [1, 400, 1000]);
    // A letter of this font is 0.602 of its size wide.
    const letter = 12 * 0.602;
    const expected = [
      [20, 30],
      [200 - 1.5 * letter, 60],
      [200 - 4 * letter, 90],
      [20, 120 + 0.8 * 12],
      [300, 200],
    ];
    for (const [row, [x = 0, y = 0]] of expected.entries()) {
      const text = texts[row]!;
      assert.ok(Math.abs(text.x - x) < 0.05 && Math.abs(text.y - y) < 0.05, JSON.stringify([text, x, y]));
    }
  });

  it("says where it comes from", async () => {
    const { properties } = await readPdf((await written(figureOf())).bytes);
    assert.equal(properties.Title, "어텐션 스코어");
    assert.equal(properties.Subject, provenanceLines(hostileProvenance).join("\n"));
    assert.equal(properties.Creator, "Attention Inspector 0.1.0");
    assert.equal(properties.CreationDate, "D:20261121120000Z");
    const { encoder, source } = JSON.parse(String(properties.Keywords)) as { encoder: object; source: object };
    assert.deepEqual([encoder, source], [hostileProvenance.encoder, hostileProvenance.source]);
  });
});
