import { named } from "../../attention/invisible.js";
import type { FontFamily } from "../../export/figure.js";
import { graphemes } from "./graphemes.js";
import type { PdfFont, PdfFonts } from "./pdfFonts.js";

/** A piece of a text that is set in one font. */
export interface TextRun {
  readonly font: PdfFont;
  readonly text: string;
}

/**
 * A text as pieces of one font each. What no font has is written by its code points, as `⟨1F600⟩`, which the bundled fonts
 * have.
 *
 * @param replaced is told what was written so
 */
export function textRuns(
  text: string,
  family: FontFamily,
  fonts: PdfFonts,
  replaced: (cluster: string) => void,
): readonly TextRun[] {
  const runs: { font: PdfFont; text: string }[] = [];
  const add = (cluster: string, font: PdfFont) => {
    const last = runs.at(-1);
    if (last?.font === font) last.text += cluster;
    else runs.push({ font, text: cluster });
  };
  for (const cluster of graphemes(text)) {
    const font = fonts.of(cluster, family);
    if (font) {
      add(glyphed(cluster, font), font);
      continue;
    }
    replaced(cluster);
    for (const character of Array.from(cluster).map(named).join("")) add(character, fonts.of(character, family)!);
  }
  return runs;
}

/** A grapheme without what its font has no glyph for, which is what joins others alone: an empty box would stand for it. */
function glyphed(cluster: string, { face }: PdfFont): string {
  return Array.from(cluster, (character) =>
    face.hasGlyphForCodePoint(character.codePointAt(0)!) ? character : "",
  ).join("");
}
