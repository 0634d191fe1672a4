import type { ExportFormat } from "../../src/export/exportFormats.js";

/** What is said of the traces that are kept. */
export const historyLabels = {
  title: "Traces kept",
  button: "{title}: traces kept",
  /** Of the traces, of the setting. */
  memory: "{used} of {bound} MB",
  memoryTip: "The oldest trace makes room for a new one; the setting attentionInspector.traceMemory is the bound.",
  facts: "{encoder} · {tokens} tokens · {megabytes} MB",
  factsOfOne: "{encoder} · 1 token · {megabytes} MB",
  forget: "Forget {title}: {excerpt}",
  forgetTip: "Forget this trace",
  megabytes: "{megabytes} MB",
  megabytesTip:
    "What this trace holds in the encoder’s process. All that are kept hold {used} of {bound} MB, by the setting attentionInspector.traceMemory.",
};

/** What the menu of exports says. */
export const exportLabels = {
  button: "Export",
  title: "Save what is shown",
  groups: { figure: "Picture", table: "Numbers", page: "Page" },
  formats: {
    png2x: "PNG, 2×",
    png4x: "PNG, 4×",
    svg: "SVG",
    pdf: "PDF",
    csv: "CSV",
    json: "JSON",
    npy: "NumPy (.npy)",
    npz: "NumPy (.npz)",
    markdown: "Markdown table",
    latex: "LaTeX table",
    html: "Stand-alone page (HTML)",
  } satisfies Record<ExportFormat, string>,
  copyPicture: "Copy as PNG",
  notCopied: "The picture could not be put on the clipboard; save it as PNG.",
  working: "Exporting…",
  noPicture: "This view has no picture now; its numbers can be saved.",
  nothing: "This view has neither a picture nor numbers to save; open another.",
  pngTooLarge: "The picture is too large for this PNG; take fewer pixels, SVG or PDF.",
};
