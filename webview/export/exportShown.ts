import { exportFormats, pixelsPerUnit, type ExportFormat } from "../../src/export/exportFormats.js";
import type { Figure } from "../../src/export/figure.js";
import type { TableChoice } from "../../src/protocol/exportProtocol.js";
import { Failure } from "../../src/protocol/failure.js";
import { labels } from "../labels.js";
import { mapInView } from "../state/mapInView.js";
import type { PageStore } from "../state/pageStore.js";
import type { FigureFonts } from "./drawFigure.js";
import { figurePng } from "./figurePng.js";
import type { Shown } from "./shown.js";

const WHOLE: TableChoice = { kind: "matrix" };

/** Pixels of a picture on the clipboard for a CSS pixel. */
const COPIED_SCALE = 2;

/**
 * Has the host save what is shown.
 *
 * @param shown null where a view has neither a picture nor numbers: a page of its own needs none
 * @throws Failure as the host reports it, or where a PNG would be too large
 */
export async function exportShown(store: PageStore, shown: Shown | null, format: ExportFormat): Promise<void> {
  const { traced } = store.model.value;
  const { heads, recipe } = mapInView(store.model.value);
  const figure = exportFormats[format].holds === "figure" ? (shown?.figure() ?? null) : null;
  const png = figure && isPng(format) ? await pngOf(figure, pixelsPerUnit[format]) : null;
  const request = { trace: traced!.trace.id, heads, recipe, format, figure, png, table: shown?.table() ?? WHOLE };
  await store.host.call("exportView", request);
}

/** Puts what is shown on the clipboard, as a PNG. @throws Failure where the browser does not let the page */
export async function copyShown(shown: Shown): Promise<void> {
  const figure = shown.figure();
  if (!figure) return;
  try {
    const blob = pngOf(figure, COPIED_SCALE).then((png) => new Blob([png as BlobPart], { type: "image/png" }));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : new Failure("cannotWrite", labels.exports.notCopied, String(thrown));
  }
}

async function pngOf(figure: Figure, scale: number): Promise<Uint8Array> {
  const png = await figurePng(figure, scale, figureFonts());
  if (!png) throw new Failure("cannotWrite", labels.exports.pngTooLarge);
  return png;
}

function isPng(format: ExportFormat): format is keyof typeof pixelsPerUnit {
  return format in pixelsPerUnit;
}

/** The fonts of the page. */
function figureFonts(): FigureFonts {
  const style = getComputedStyle(document.body);
  const token = style.getPropertyValue("--vscode-editor-font-family").trim();
  return { label: style.fontFamily, token: token === "" ? "monospace" : `${token}, monospace` };
}
