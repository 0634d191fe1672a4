import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Observed } from "../state/observed.js";
import { useObserved } from "../state/observed.js";

/** A sentence about one cell, ready to be read out. */
export interface Spoken {
  readonly row: number | null;
  readonly column: number | null;
  readonly text: string;
}

interface GridCellProps {
  readonly spoken: Observed<Spoken | null>;
  readonly hint: string;
  readonly grid: RefObject<HTMLElement>;
}

/**
 * The grid as a screen reader has it: the one cell in hand, named by its sentence. It becomes the active one when its
 * weight is known, not before, or the reader would read it without.
 */
export function GridCell({ spoken, hint, grid }: GridCellProps) {
  const cell = useObserved(spoken);
  // A new id for every sentence: that of the same cell in another head is to be read as well.
  const sentence = useRef({ text: "", serial: 0 });
  const text = cell?.text ?? hint;
  if (text !== sentence.current.text) sentence.current = { text, serial: sentence.current.serial + 1 };
  const id = `cell-${sentence.current.serial}`;
  useLayoutEffect(() => grid.current?.setAttribute("aria-activedescendant", id), [id, grid]);
  return (
    <div role="row" class="unseen" aria-rowindex={(cell?.row ?? 0) + 1}>
      <div role="gridcell" id={id} key={id} aria-colindex={(cell?.column ?? 0) + 1}>
        {text}
      </div>
    </div>
  );
}
