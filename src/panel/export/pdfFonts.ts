import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as fontkit from "fontkit";
import type { FontFamily } from "../../export/figure.js";
import { sfntOfWoff } from "./sfntOfWoff.js";

/** A font that a PDF can hold a part of. */
export interface PdfFont {
  /** Tells it from the others of one PDF. */
  readonly name: string;
  readonly face: fontkit.Font;
}

/** The bundled fonts: every Hangul syllable, and Latin, Greek, Cyrillic and signs of one width. */
const bundledFonts = { hangul: "NanumGothic.woff", mono: "DejaVuSansMono.ttf" } as const;

/** What holds an emoji or a sign's variant together, and is nothing to be seen where a font has no glyph for it. */
const JOINS = /\u200c|\u200d|\p{VS}|[\u{e0020}-\u{e007f}]/gu;

/** The fonts of one PDF: the bundled ones, and those of the system that its texts need. */
export class PdfFonts {
  readonly #bundled: Readonly<Record<FontFamily, readonly PdfFont[]>>;
  readonly #system: PdfFont[] = [];

  private constructor(mono: PdfFont, hangul: PdfFont) {
    this.#bundled = { token: [mono, hangul], label: [hangul, mono] };
  }

  /**
   * Opens the bundled fonts and, for what they lack, as few of the system's as it takes.
   *
   * @param folder holds the bundled fonts
   * @param clusters what texts are made of: graphemes
   * @param paths where the system's fonts may be
   */
  static async open(folder: string, clusters: ReadonlySet<string>, paths: readonly string[]): Promise<PdfFonts> {
    const [mono, hangul] = await Promise.all([
      readFile(join(folder, bundledFonts.mono)),
      readFile(join(folder, bundledFonts.hangul)),
    ]);
    const fonts = new PdfFonts(
      { name: "mono", face: firstFace(mono)! },
      { name: "hangul", face: firstFace(Buffer.from(sfntOfWoff(hangul)))! },
    );
    let lacking = Array.from(clusters).filter((cluster) => fonts.of(cluster, "token") === null);
    for (const path of paths) {
      if (lacking.length === 0) break;
      const face = await systemFace(path);
      if (!face) continue;
      const font = { name: path, face };
      const left = lacking.filter((cluster) => !covers(font, cluster));
      if (left.length < lacking.length) fonts.#system.push(font);
      lacking = left;
    }
    return fonts;
  }

  /** All that are open. */
  get all(): readonly PdfFont[] {
    return [...this.#bundled.token, ...this.#system];
  }

  /** The font that a grapheme is set in, those of a family first; null where none has it. */
  of(cluster: string, family: FontFamily): PdfFont | null {
    return [...this.#bundled[family], ...this.#system].find((font) => covers(font, cluster)) ?? null;
  }
}

function covers({ face }: PdfFont, cluster: string): boolean {
  const seen = Array.from(cluster.replaceAll(JOINS, ""));
  // A flag or a family of several is no row of its parts.
  if (seen.length === 0 || (seen.length > 1 && /\p{Extended_Pictographic}|\p{RI}/u.test(cluster))) return false;
  return seen.every((character) => face.hasGlyphForCodePoint(character.codePointAt(0)!));
}

/** A system's font, where it is there, can be read and may be embedded. */
async function systemFace(path: string): Promise<fontkit.Font | null> {
  try {
    const face = firstFace(await readFile(path));
    return face && mayBeEmbedded(face) ? face : null;
  } catch {
    // One that is missing or damaged is as good as none: what it has is named instead.
    return null;
  }
}

/** The font of a file, the first of those of a collection. */
function firstFace(bytes: Buffer): fontkit.Font | null {
  const opened = fontkit.create(bytes);
  return "fonts" in opened ? (opened.fonts[0] ?? null) : opened;
}

/** OS/2's fsType: 2 alone forbids it, 0x0100 forbids subsets (OpenType 1.9, "OS/2"). */
function mayBeEmbedded(face: fontkit.Font): boolean {
  const type = (face["OS/2"] as { fsType?: { noEmbedding?: boolean; noSubsetting?: boolean } } | undefined)?.fsType;
  return type?.noEmbedding !== true && type?.noSubsetting !== true;
}
