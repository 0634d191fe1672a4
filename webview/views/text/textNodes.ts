import type { ShownSpan } from "./shownText.js";
import type { TextInView } from "./textsInView.js";

/** The class of the elements that hold one piece of a text each. */
export const PIECE = "text-piece";

/** Where the texts in view are in the document. */
export class TextNodes {
  readonly #texts: readonly TextInView[];
  /** `[texts][pieces]` */
  readonly #nodes: readonly (readonly Text[])[];

  /** @param root holds an element for each text, in order, and in those the pieces, in order */
  constructor(root: HTMLElement, texts: readonly TextInView[]) {
    this.#texts = texts;
    this.#nodes = Array.from(root.querySelectorAll(".running-text"), (text) =>
      Array.from(text.querySelectorAll(`.${PIECE}`), (piece) => piece.firstChild as Text),
    );
  }

  staticRange(text: number, { piece, start, end }: ShownSpan): StaticRange {
    const node = this.#nodes[text]![piece]!;
    return new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
  }

  /** The boxes of a part of a text in the window's pixels, one a line. */
  boxes(text: number, { piece, start, end }: ShownSpan): readonly DOMRect[] {
    const node = this.#nodes[text]![piece]!;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    return Array.from(range.getClientRects()).filter(({ width }) => width > 0);
  }

  boxesOfUnit(text: number, unit: number): readonly DOMRect[] {
    return this.boxes(text, this.#texts[text]!.shown.spans[unit]!);
  }

  /** The unit at a point of the window; null beside the text. */
  unitAt(x: number, y: number): { readonly text: number; readonly unit: number } | null {
    const caret = caretAt(x, y);
    if (!caret) return null;
    for (const [text, nodes] of this.#nodes.entries()) {
      const piece = nodes.indexOf(caret.node as Text);
      if (piece < 0) continue;
      // A caret stands between two characters; the pointer is on one of them.
      for (const offset of [caret.offset, caret.offset - 1]) {
        const unit = unitOfOffset(this.#texts[text]!.shown.spans, piece, offset);
        if (unit !== null && this.boxesOfUnit(text, unit).some((box) => holds(box, x, y))) return { text, unit };
      }
    }
    return null;
  }
}

function holds({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  // A line is higher than its letters: what lies between two lines belongs to the one or the other.
  const leading = (bottom - top) * LEADING;
  return x >= left && x <= right && y >= top - leading && y <= bottom + leading;
}

/** Of a line's letters, that the room between lines adds above and below: `line-height` in text.css. */
const LEADING = 0.25;

/** The unit that a character of a piece belongs to. Units stand in the order of the sequence. */
function unitOfOffset(spans: readonly ShownSpan[], piece: number, offset: number): number | null {
  let [low, high] = [0, spans.length - 1];
  while (low <= high) {
    const unit = (low + high) >> 1;
    const span = spans[unit]!;
    if (span.piece > piece || (span.piece === piece && span.start > offset)) high = unit - 1;
    else if (span.piece < piece || span.end <= offset) low = unit + 1;
    else return unit;
  }
  return null;
}

/** What browsers had before `caretPositionFromPoint`. */
interface OlderDocument {
  caretRangeFromPoint(x: number, y: number): Range | null;
}

function caretAt(x: number, y: number): { readonly node: Node; readonly offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = (document as OlderDocument).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
