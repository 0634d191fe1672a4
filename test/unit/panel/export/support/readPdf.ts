import { getDocumentProxy } from "unpdf";

/** A text of a PDF with where its baseline begins, in CSS pixels from the upper left corner. */
interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A PDF as pdf.js reads it: its one page's size, its texts in the order in which they were drawn, and its properties. */
export async function readPdf(bytes: Uint8Array) {
  // pdf.js takes the bytes for its own.
  const pdf = await getDocumentProxy(bytes.slice());
  const page = await pdf.getPage(1);
  const { width, height } = page.getViewport({ scale: 1 / 0.75 });
  const { items } = await page.getTextContent();
  const texts = items.flatMap((item): PdfText[] => {
    if (!("str" in item) || item.str === "") return [];
    const [, , , , x, y] = item.transform as number[];
    return [{ text: item.str, x: x! / 0.75, y: height - y! / 0.75 }];
  });
  const { info } = await pdf.getMetadata();
  return { pages: pdf.numPages, width, height, texts, properties: info as Record<string, unknown> };
}
