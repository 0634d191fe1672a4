import { useMemo } from "preact/hooks";
import { unitsOfTokens } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { highlightedTokens } from "../matrix/highlighted.js";
import type { TextInView } from "./textsInView.js";

/** What is marked in the texts in view, whatever is asked of them. */
export const unitMarks = ["edited", "selected"] as const;
export type UnitMark = (typeof unitMarks)[number];

/** Units by what they are marked for, for each text: edited since the run, or touched by the editor's selection. */
export type UnitMarks = Readonly<Record<UnitMark, readonly ReadonlySet<number>[]>>;

/** The units that are marked in the texts in view; the same object as long as they are the same. */
export function useUnitMarks(texts: readonly TextInView[]): UnitMarks {
  const { edited, editorTokens } = usePage().model;
  return useMemo(
    () => ({
      edited: texts.map(({ axis }) => unitsOfTokens(axis, edited[axis.side])),
      selected: texts.map(({ axis }) => unitsOfTokens(axis, highlightedTokens(axis.tokens, editorTokens[axis.side]))),
    }),
    [texts, edited, editorTokens],
  );
}
