import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { HeatMap } from "../../../src/attention/heatMap.js";
import type { Asked } from "./asked.js";
import type { StepColour } from "./stepColours.js";
import { TextNodes } from "./textNodes.js";
import { TextPaint } from "./textPaint.js";
import type { TextInView } from "./textsInView.js";
import type { UnitMarks } from "./unitMarks.js";
import { useUnitsInSight } from "./unitsInSight.js";

interface PaintOf {
  readonly content: RefObject<HTMLElement>;
  readonly texts: readonly TextInView[];
  readonly colours: readonly StepColour[];
  readonly marks: UnitMarks;
  readonly asked: Asked | null;
  /** Index of the text that shows the answer. */
  readonly target: number;
  /** The weights as one row of pixels; null while they are on their way. */
  readonly painted: HeatMap | null;
  /** The units of the answering text whose own rows say little. */
  readonly faint: readonly number[];
}

/** Keeps the texts painted by what is asked; gives the texts' nodes once they stand in the document. */
export function usePaint({ content, texts, colours, marks, asked, target, painted, faint }: PaintOf): TextNodes | null {
  const [inDocument, setInDocument] = useState<{ readonly nodes: TextNodes; readonly paint: TextPaint } | null>(null);
  useLayoutEffect(() => {
    const nodes = new TextNodes(content.current!, texts);
    const paint = new TextPaint(nodes, texts);
    setInDocument({ nodes, paint });
    return () => paint.remove();
  }, [texts]);
  const paint = inDocument?.paint;
  useLayoutEffect(() => paint?.colour(colours), [paint, colours]);
  useLayoutEffect(() => paint?.markUnits(marks), [paint, marks]);
  const inSight = useUnitsInSight(inDocument?.nodes ?? null, content, target, texts[target]!.axis.count);
  useLayoutEffect(() => {
    if (!asked) paint?.clear();
    // What is on its way does not wipe out what there is: the text would flicker.
    else if (painted && inSight) paint?.paint(target, inSight, painted.pixels, painted.unreadable);
  }, [paint, asked === null, painted, target, inSight]);
  useLayoutEffect(() => paint?.grey(target, faint), [paint, target, faint]);
  const pinned = asked?.pinned ? asked : null;
  useLayoutEffect(() => {
    const text = pinned ? texts.findIndex(({ roles }) => roles.includes(pinned.direction)) : 0;
    paint?.underline(text, pinned?.units ?? []);
  }, [paint, pinned?.direction, pinned?.units.join()]);
  return inDocument?.nodes ?? null;
}
