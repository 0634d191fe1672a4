import type { RefObject } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { fill, labels } from "../../labels.js";
import { mapInView, tokenOf } from "../../state/mapInView.js";
import { useObserved, type Observed } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { headsText } from "../rowInHand/placeText.js";
import { Outlines } from "./outlines.js";
import { pinnedUnits, pinUnit } from "./pins.js";
import { RunningTexts } from "./runningText.js";
import type { TextCursor } from "./textCursor.js";
import { textKey } from "./textKeys.js";
import type { TextNodes } from "./textNodes.js";
import { directionOf, type TextInView } from "./textsInView.js";
import { unitMarks, type UnitMarks } from "./unitMarks.js";
import { TokenOption } from "./tokenOption.js";

interface TextWindowProps {
  readonly texts: readonly TextInView[];
  /** Null until the texts stand in the document. */
  readonly nodes: TextNodes | null;
  readonly content: RefObject<HTMLDivElement>;
  readonly cursors: Observed<TextCursor | null>;
  readonly marks: UnitMarks;
  /** What a screen reader is to hear of the unit at the cursor. */
  readonly spoken: string | null;
}

/** The texts to point at, to pin in and to go through by keyboard. */
export function TextWindow({ texts, nodes, content, cursors, marks, spoken }: TextWindowProps) {
  const { store, model } = usePage();
  const cursor = useObserved(cursors);
  const list = useRef<HTMLDivElement>(null);
  const written = useMemo(() => <RunningTexts texts={texts} />, [texts]);
  const { heads, several } = mapInView(model);
  const { direction } = model.look.text;
  const pinned = pinnedUnits(model);
  const asking = texts.findIndex(({ roles }) => roles.includes(direction));
  const at = (event: MouseEvent) => nodes?.unitAt(event.clientX, event.clientY) ?? null;
  const marked = cursor && (unitMarks.find((mark) => marks[mark][cursor.text]!.has(cursor.unit)) ?? null);
  const mark = marked === null ? undefined : labels.text.markTips[marked];
  const point = (place: Omit<TextCursor, "by"> | null) => {
    const { value } = cursors;
    if (value?.by === "pointer" && value.text === place?.text && value.unit === place.unit) return;
    if (place || value?.by === "pointer") cursors.set(place && { ...place, by: "pointer" });
  };
  return (
    <div
      ref={list}
      class="text-scroller"
      role="listbox"
      aria-multiselectable="true"
      aria-label={fill(labels.text.listLabel, { place: headsText(heads, several) })}
      tabIndex={0}
      title={mark}
      onPointerMove={(event) => point(at(event))}
      onPointerLeave={() => point(null)}
      onClick={(event) => {
        const place = at(event);
        // The second click of two belongs to the double click.
        if (!place || event.detail > 1) return;
        pinUnit(store, directionOf(texts[place.text]!, direction), place.unit, event.ctrlKey || event.metaKey);
      }}
      onDblClick={(event) => {
        const place = at(event);
        const axis = place && texts[place.text]!.axis;
        if (axis) store.reveal(tokenOf(axis, place.unit), axis.side);
      }}
      onKeyDown={(event) => {
        const start: TextCursor = { text: asking, unit: pinned.at(-1) ?? 0, by: "keyboard" };
        if (!nodes || !textKey(event, { store, texts, nodes, cursor, start, move: (to) => cursors.set(to) })) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <TokenOption
        list={list}
        text={spoken ?? labels.text.listHint}
        place={cursor?.unit ?? 0}
        count={texts[cursor?.text ?? 0]!.axis.count}
        mark={mark}
        pinned={cursor !== null && cursor.text === asking && pinned.includes(cursor.unit)}
      />
      <div class="text-content" aria-hidden="true" ref={content}>
        {written}
      </div>
      <div class="token-frames" aria-hidden="true">
        {nodes && content.current && (
          <Outlines nodes={nodes} content={content.current} pinned={{ text: asking, units: pinned }} cursor={cursor} />
        )}
      </div>
    </div>
  );
}
