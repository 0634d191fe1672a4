/** What a format holds: the picture that is on screen, its numbers, or the trace as a page of its own. */
export type ExportedKind = "figure" | "table" | "page";

interface FormatFacts {
  /** Of the file's name, without the dot. */
  readonly extension: string;
  readonly holds: ExportedKind;
}

/** Everything that a view can be exported as. PNG has two or four pixels for a CSS pixel. */
export const exportFormats = {
  png2x: { extension: "png", holds: "figure" },
  png4x: { extension: "png", holds: "figure" },
  svg: { extension: "svg", holds: "figure" },
  pdf: { extension: "pdf", holds: "figure" },
  csv: { extension: "csv", holds: "table" },
  json: { extension: "json", holds: "table" },
  npy: { extension: "npy", holds: "table" },
  npz: { extension: "npz", holds: "table" },
  markdown: { extension: "md", holds: "table" },
  latex: { extension: "tex", holds: "table" },
  html: { extension: "html", holds: "page" },
} as const satisfies Readonly<Record<string, FormatFacts>>;

export type ExportFormat = keyof typeof exportFormats;

/** What holds one view. */
export type ViewFormat = Exclude<ExportFormat, "html">;

/** How many pixels a PNG has for a CSS pixel. */
export const pixelsPerUnit = { png2x: 2, png4x: 4 } as const satisfies Partial<Record<ExportFormat, number>>;
