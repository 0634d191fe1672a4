import type { Direction } from "../../../src/protocol/look.js";
import { nothingPointed, type Pointed } from "../../matrix/pointed.js";
import type { PageModel } from "../../state/pageModel.js";
import type { Asked } from "./asked.js";
import { pinnedUnits } from "./pins.js";
import { directionOf, paintedText, type TextInView } from "./textsInView.js";

/** The unit under the pointer or the keyboard's. */
export interface TextCursor {
  /** Index of the text in view. */
  readonly text: number;
  readonly unit: number;
  readonly by: "pointer" | "keyboard";
}

/** What is asked about: the pinned units, else the one at the cursor. */
export function askedAt(model: PageModel, texts: readonly TextInView[], cursor: TextCursor | null): Asked | null {
  const { direction } = model.look.text;
  const units = pinnedUnits(model);
  if (units.length > 0) return { direction, units, pinned: true };
  if (!cursor) return null;
  return { direction: directionOf(texts[cursor.text]!, direction), units: [cursor.unit], pinned: false };
}

/** The unit that a sentence about the pinned ones speaks of: the one at the cursor, where it stands in the painted text. */
export function focusAt(texts: readonly TextInView[], asked: Asked, cursor: TextCursor | null): number | null {
  if (!asked.pinned || !cursor) return null;
  return texts[cursor.text] === paintedText(texts, asked.direction) ? cursor.unit : null;
}

/** The cell of the map that the rest of the page speaks of. */
export function pointedAt({ direction, units, pinned }: Asked, focus: number | null): Pointed {
  if (pinned && focus === null) return nothingPointed;
  const asked = units.length === 1 ? units[0]! : null;
  return cell(direction, asked, focus);
}

function cell(direction: Direction, asked: number | null, answering: number | null): Pointed {
  return direction === "from" ? { row: asked, column: answering } : { row: answering, column: asked };
}
