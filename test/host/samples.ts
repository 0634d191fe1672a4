/** A part of a file of the workspace, from the first place where one text stands to the end of another. */
export interface Passage {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** What is worth looking at in the samples, by the names that `npm start -- --sample` takes. */
export const samples = {
  prose: { file: "prose.md", from: "She drinks coffee", to: "does not." },
  typescript: { file: "wordCount.ts", from: "/** A row of blocks", to: "width);" },
  python: { file: "tides.py", from: "def can_enter", to: "margin\n" },
  korean: { file: "korean.md", from: "할머니는 커피를", to: "차를 마신다." },
} as const satisfies Record<string, Passage>;

export type SampleName = keyof typeof samples;
