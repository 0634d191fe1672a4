import type { Figure, Mark, RectangleMark, TextMark } from "../../../src/export/figure.js";
import { textMark } from "../../export/figureMarks.js";
import { wrapped } from "../../export/fittedText.js";
import { titleMarks } from "../../export/titleMarks.js";
import type { Theme } from "../../theme/theme.js";
import { opaqueColour } from "./opaqueColour.js";
import { stepOfByte, type StepColour } from "./stepColours.js";
import type { ShownSpan } from "./shownText.js";
import type { TextNodes } from "./textNodes.js";
import type { TextInView } from "./textsInView.js";

interface TextOnScreen {
  readonly content: HTMLElement;
  readonly nodes: TextNodes;
  readonly texts: readonly TextInView[];
  /** The text that is painted, and by what. */
  readonly painted: { readonly text: number; readonly pixels: Uint8Array } | null;
  readonly pinned: { readonly text: number; readonly units: readonly number[] } | null;
  readonly colours: readonly StepColour[];
  readonly theme: Theme;
  readonly title: string;
  /** What is said of the colours, or of there being none. */
  readonly note: string;
}

const MARGIN = 12;
const NOTE = { size: 12, line: 16 };
/** A title needs some room, however few tokens stand below it. */
const LEAST_WIDTH = 240;

/** The whole text as it is laid out on screen, beyond what is scrolled into sight, under its title. */
export function textFigure(on: TextOnScreen): Figure {
  const { content, theme, title } = on;
  const background = opaqueColour(theme.background);
  const foreground = opaqueColour(theme.foreground, background);
  const muted = opaqueColour(`color-mix(in srgb, ${foreground} 60%, ${background})`, background);
  const marks = on.texts.flatMap((text, index) => {
    const { spans, uncovered } = text.shown;
    const painted = on.painted?.text === index ? on.painted.pixels : null;
    const ofUnits = spans.map((span, unit) => {
      const colour = painted && on.colours[stepOfByte(painted[unit]!)]!;
      return marksOf(on, index, span, colour?.background ?? null, colour?.text ?? foreground);
    });
    const ofRest = uncovered.map((span) => marksOf(on, index, span, null, muted));
    return [...ofUnits, ...ofRest].flat();
  });
  // Fills below, letters above: one token's ground would cover the edge of another's letters.
  const order = (mark: Mark) => (mark.kind === "rectangle" ? 0 : 1);
  const width = Math.max(LEAST_WIDTH, content.scrollWidth);
  const room = width - 2 * MARGIN;
  const heading = titleMarks(title, { x: MARGIN, y: MARGIN, width: room }, foreground);
  const notes = wrapped(on.note, room, `${NOTE.size}px ${getComputedStyle(document.body).fontFamily}`);
  const notesAt = MARGIN + heading.height;
  const top = notesAt + notes.length * NOTE.line + MARGIN;
  const body = [...marks.sort((one, other) => order(one) - order(other)), ...frames(on, foreground)];
  return {
    width,
    height: top + content.scrollHeight,
    background,
    title,
    marks: [
      ...heading.marks,
      ...notes.map((line, row) =>
        textMark(line, MARGIN, notesAt + (row + 0.5) * NOTE.line, foreground, { size: NOTE.size }),
      ),
      ...body.map((mark) => ({ ...mark, y: mark.y + top })),
    ],
  };
}

function marksOf(
  { content, nodes, texts }: TextOnScreen,
  text: number,
  span: ShownSpan,
  ground: `#${string}` | null,
  fill: `#${string}`,
): (RectangleMark | TextMark)[] {
  const corner = content.getBoundingClientRect();
  const boxes = nodes.boxes(text, span);
  const piece = texts[text]!.shown.pieces[span.piece]!;
  const size = parseFloat(getComputedStyle(content.querySelector(".running-text")!).fontSize);
  const grounds = ground
    ? boxes.map((box): RectangleMark => {
        const { left, top, width, height } = box;
        return { kind: "rectangle", x: left - corner.left, y: top - corner.top, width, height, fill: ground };
      })
    : [];
  const lines = boxes.length > 1 ? linesOf(nodes, text, span, piece.text) : [piece.text.slice(span.start, span.end)];
  const letters = lines.flatMap((line, place): TextMark[] => {
    const box = boxes[place];
    // A tab has no letter, only room.
    const shown = line.replaceAll(/[\n\t]/g, " ").trimEnd();
    if (!box || shown.trim() === "") return [];
    return [
      {
        kind: "text",
        x: box.left - corner.left,
        y: box.top - corner.top + box.height / 2,
        text: shown,
        size: piece.kind === "special" ? size * SPECIAL : size,
        anchor: "start",
        baseline: "middle",
        rotate: 0,
        fill,
        weight: "normal",
        family: "token",
      },
    ];
  });
  return [...grounds, ...letters];
}

/** How large the names of special tokens are beside other text: text.css. */
const SPECIAL = 0.85;

/** What of a span stands on each of its lines. */
function linesOf(nodes: TextNodes, text: number, span: ShownSpan, whole: string): readonly string[] {
  const lines: { top: number; line: string }[] = [];
  for (let start = span.start; start < span.end;) {
    const end = start + (whole.codePointAt(start)! > 0xffff ? 2 : 1);
    const [box] = nodes.boxes(text, { ...span, start, end });
    const last = lines.at(-1);
    if (box && (!last || Math.abs(box.top - last.top) > box.height / 2)) {
      lines.push({ top: box.top, line: whole.slice(start, end) });
    } else if (last) last.line += whole.slice(start, end);
    start = end;
  }
  return lines.map(({ line }) => line);
}

function frames({ content, nodes, pinned }: TextOnScreen, stroke: `#${string}`): readonly RectangleMark[] {
  const corner = content.getBoundingClientRect();
  return (pinned?.units ?? []).flatMap((unit) =>
    nodes.boxesOfUnit(pinned!.text, unit).map(({ left, top, width, height }): RectangleMark => {
      return { kind: "rectangle", x: left - corner.left, y: top - corner.top, width, height, fill: null, stroke };
    }),
  );
}
