import type { PageStore } from "../../state/pageStore.js";
import { pinUnit } from "./pins.js";
import type { TextCursor } from "./textCursor.js";
import type { TextNodes } from "./textNodes.js";
import { directionOf, type TextInView } from "./textsInView.js";
import { unitBeyondLine } from "./textLines.js";

/** What keys have to know of the texts. */
export interface TextOfKeys {
  readonly store: PageStore;
  readonly texts: readonly TextInView[];
  readonly nodes: TextNodes;
  readonly cursor: TextCursor | null;
  /** Where the keyboard begins: the pinned unit in hand, or the first. */
  readonly start: TextCursor;
  readonly move: (cursor: TextCursor | null) => void;
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };
const LINES: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };
const PAGES: Readonly<Record<string, 1 | -1>> = { PageDown: 1, PageUp: -1 };

/** What a key does in a text; true when it was used. */
export function textKey(event: KeyboardEvent, of: TextOfKeys): boolean {
  const { store, texts, cursor } = of;
  // With Alt an arrow goes back or forth.
  if (event.altKey) return false;
  const { key } = event;
  if (STEPS[key]) return move(of, (at) => beside(of, at, STEPS[key]!));
  if (LINES[key]) return move(of, (at) => beyondLine(of, at, LINES[key]!));
  if (key === "Home") return move(of, ({ text }) => ({ text, unit: 0 }));
  if (key === "End") return move(of, ({ text }) => ({ text, unit: texts[text]!.axis.count - 1 }));
  if (PAGES[key]) {
    const { view } = store.model.value.look;
    const by = PAGES[key];
    store.lookAt(event.shiftKey ? { ...view, head: view.head + by } : { ...view, layer: view.layer + by });
    return true;
  }
  if (key === "Enter" || key === " ") {
    if (!cursor) return false;
    const direction = directionOf(texts[cursor.text]!, store.model.value.look.text.direction);
    pinUnit(store, direction, cursor.unit, event.ctrlKey || event.metaKey);
    return true;
  }
  if (key === "Escape") {
    const pinned = store.model.value.look.pins.length > 0;
    if (!pinned && !cursor) return false;
    if (pinned) store.pin(null);
    of.move(null);
    return true;
  }
  return false;
}

type Place = Omit<TextCursor, "by">;

/** The first step shows where the keyboard is. */
function move({ cursor, start, move: to }: TextOfKeys, next: (at: Place) => Place): boolean {
  to(cursor ? { ...next(cursor), by: "keyboard" } : start);
  return true;
}

function beside({ texts }: TextOfKeys, { text, unit }: Place, step: 1 | -1): Place {
  const next = unit + step;
  if (next >= 0 && next < texts[text]!.axis.count) return { text, unit: next };
  return otherText(texts, text, step) ?? { text, unit };
}

function beyondLine({ texts, nodes }: TextOfKeys, { text, unit }: Place, step: 1 | -1): Place {
  const next = unitBeyondLine(nodes, text, unit, texts[text]!.axis.count, step);
  return next === null ? (otherText(texts, text, step) ?? { text, unit }) : { text, unit: next };
}

/** The nearest unit of the text before or after. */
function otherText(texts: readonly TextInView[], text: number, step: 1 | -1): Place | null {
  const other = texts[text + step];
  if (!other || other.axis.count === 0) return null;
  return { text: text + step, unit: step > 0 ? 0 : other.axis.count - 1 };
}
