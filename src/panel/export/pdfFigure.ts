import PDFDocument from "pdfkit";
import { shownName } from "../../attention/shownName.js";
import type { Figure } from "../../export/figure.js";
import type { Provenance } from "../../export/provenance.js";
import { provenanceJson } from "../../export/provenanceJson.js";
import { provenanceLines } from "../../export/provenanceLines.js";
import { graphemes } from "./graphemes.js";
import { PdfFonts } from "./pdfFonts.js";
import { drawPdfMark } from "./pdfMarks.js";
import { systemFonts } from "./systemFonts.js";

/** A CSS pixel in points: 96 and 72 are an inch. */
const POINTS = 0.75;

/** A figure as PDF. */
export interface PdfFigure {
  readonly bytes: Uint8Array;
  /** Graphemes that no font had, which are written by their code points; each once. */
  readonly replaced: readonly string[];
}

/**
 * A figure as a PDF of one page: lines and letters as such, texts that can be selected and searched, with the parts of the
 * fonts they are set in. Where it comes from stands in its properties: Subject in words, Keywords for programs.
 *
 * @param fontFolder holds the bundled fonts
 * @param systemPaths where fonts may be that have what those lack
 */
export async function pdfFigure(
  figure: Figure,
  provenance: Provenance,
  fontFolder: string,
  systemPaths: readonly string[] = systemFonts(),
): Promise<PdfFigure> {
  const texts = figure.marks.flatMap((mark) => (mark.kind === "text" ? graphemes(mark.text) : []));
  const fonts = await PdfFonts.open(fontFolder, new Set(texts), systemPaths);
  const document = new PDFDocument({
    size: [figure.width * POINTS, figure.height * POINTS],
    margin: 0,
    pdfVersion: "1.7",
    displayTitle: true,
    // It would else look for a font of its own, which is not bundled.
    font: "",
    info: {
      Title: shownName(figure.title, 200),
      Subject: provenanceLines(provenance).join("\n"),
      Keywords: provenanceJson(provenance),
      Creator: `Attention Inspector ${provenance.extensionVersion}`,
      CreationDate: new Date(provenance.date),
    },
  });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on("end", resolve);
    document.on("error", reject);
  });
  const replaced = new Set<string>();
  for (const font of fonts.all) document.registerFont(font.name, font.face as never);
  document.scale(POINTS);
  document.rect(0, 0, figure.width, figure.height).fillColor(figure.background).fill();
  for (const mark of figure.marks) drawPdfMark(document, mark, fonts, (cluster) => replaced.add(cluster));
  document.end();
  await ended;
  return { bytes: new Uint8Array(Buffer.concat(chunks)), replaced: [...replaced] };
}
