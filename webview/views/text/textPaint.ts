import { COLOUR_STEPS, stepOfByte, type StepColour } from "./stepColours.js";
import type { ShownSpan } from "./shownText.js";
import { PIECE, type TextNodes } from "./textNodes.js";
import type { TextInView } from "./textsInView.js";
import { unitMarks, type UnitMarks } from "./unitMarks.js";
import type { UnitRange } from "./unitsInSight.js";

const NAME = "attention";
const FIXED = ["unread", "sign", "pinned", "unreadable", "faint", ...unitMarks] as const;
type Fixed = (typeof FIXED)[number];

/** Paints texts by the CSS Custom Highlight API: their nodes stay as few as they are. */
export class TextPaint {
  readonly #sheet = new CSSStyleSheet();
  readonly #nodes: TextNodes;
  readonly #texts: readonly TextInView[];

  constructor(nodes: TextNodes, texts: readonly TextInView[]) {
    this.#nodes = nodes;
    this.#texts = texts;
    document.adoptedStyleSheets.push(this.#sheet);
    this.#mark("unread", this.#spans("uncovered"), -2);
    this.#mark("sign", this.#spans("signs"), -1);
  }

  /** Takes every trace of itself from the document. */
  remove(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    for (const fixed of FIXED) CSS.highlights.delete(`${NAME}-${fixed}`);
    this.clear();
  }

  colour(colours: readonly StepColour[]): void {
    // A constructed sheet is the page's own doing, which a content security policy allows.
    this.#sheet.replaceSync(
      colours
        .map(
          ({ background, text }, step) =>
            `.${PIECE}::highlight(${NAME}-${step}) { background-color: ${background}; color: ${text} }`,
        )
        .join("\n"),
    );
  }

  /** Paints some units of a text, and no others. @param pixels `[units]` bytes of a heat map */
  paint(text: number, { first, past }: UnitRange, pixels: Uint8Array, unreadable: Uint8Array | null): void {
    const ranges = Array.from({ length: COLOUR_STEPS }, (): StaticRange[] => []);
    const { spans } = this.#texts[text]!.shown;
    for (let unit = first; unit < past; unit++) {
      const step = stepOfByte(pixels[unit]!);
      const from = spans[unit]!;
      let last = from;
      // Neighbours of one colour are one range: there are fewer of them.
      while (unit + 1 < past && stepOfByte(pixels[unit + 1]!) === step && follows(last, spans[unit + 1]!))
        last = spans[++unit]!;
      ranges[step]!.push(this.#nodes.staticRange(text, { ...from, end: last.end }));
    }
    for (const [step, ofStep] of ranges.entries()) show(`${NAME}-${step}`, ofStep, 0);
    const broken = unreadable ? spans.filter((_, unit) => unit >= first && unit < past && unreadable[unit] === 1) : [];
    this.#mark(
      "unreadable",
      broken.map((span) => [text, span]),
      2,
    );
  }

  /** Leaves the texts unpainted. */
  clear(): void {
    for (let step = 0; step < COLOUR_STEPS; step++) CSS.highlights.delete(`${NAME}-${step}`);
    CSS.highlights.delete(`${NAME}-unreadable`);
  }

  /** Greys the units of a text whose own rows say little, over the colours of their weights. */
  grey(text: number, units: readonly number[]): void {
    const { spans } = this.#texts[text]!.shown;
    const shown = units.flatMap((unit) => spans[unit] ?? []);
    this.#mark(
      "faint",
      shown.map((span) => [text, span]),
      1,
    );
  }

  /** Underlines the pinned units of a text. */
  underline(text: number, units: readonly number[]): void {
    const { spans } = this.#texts[text]!.shown;
    this.#mark(
      "pinned",
      units.map((unit) => [text, spans[unit]!]),
      1,
    );
  }

  /** Marks what was edited and what is selected, by lines of their own: colours belong to the weights. */
  markUnits(marks: UnitMarks): void {
    for (const mark of unitMarks) {
      const runs = marks[mark].flatMap((units, text) => {
        return runsOf(this.#texts[text]!.shown.spans, units).map((span) => [text, span] as const);
      });
      this.#mark(mark, runs, 1);
    }
  }

  #spans(of: "uncovered" | "signs"): readonly (readonly [number, ShownSpan])[] {
    return this.#texts.flatMap(({ shown }, text) => shown[of].map((span) => [text, span] as const));
  }

  #mark(fixed: Fixed, spans: readonly (readonly [number, ShownSpan])[], priority: number): void {
    const ranges = spans.map(([text, span]) => this.#nodes.staticRange(text, span));
    show(`${NAME}-${fixed}`, ranges, priority);
  }
}

/** The spans of some units, in order; neighbours are one. */
function runsOf(spans: readonly ShownSpan[], units: ReadonlySet<number>): readonly ShownSpan[] {
  const runs: ShownSpan[] = [];
  for (const unit of [...units].sort((one, other) => one - other)) {
    const [last, span] = [runs.at(-1), spans[unit]!];
    if (last && follows(last, span)) runs[runs.length - 1] = { ...last, end: span.end };
    else runs.push(span);
  }
  return runs;
}

function follows(before: ShownSpan, after: ShownSpan): boolean {
  return before.piece === after.piece && before.end === after.start;
}

function show(name: string, ranges: readonly StaticRange[], priority: number): void {
  if (ranges.length === 0) {
    CSS.highlights.delete(name);
    return;
  }
  const highlight = new Highlight(...ranges);
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
}
