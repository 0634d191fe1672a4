import type { RefObject } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import type { LayerAndHead } from "../../../src/attention/headSet.js";
import { GridCell } from "../../matrix/gridCell.js";
import { nothingPointed, type Pointed } from "../../matrix/pointed.js";
import type { MapInView } from "../../state/mapInView.js";
import type { Observed } from "../../state/observed.js";
import { PageContext } from "../../state/pageContext.js";
import type { HeadLook } from "./headColours.js";
import type { HeadLines } from "./headLines.js";
import { inHandOf, linesInHand } from "./inHand.js";
import { LinesCanvas } from "./linesCanvas.js";
import { pictureSize, type LinesGeometry } from "./linesGeometry.js";
import { placeAt } from "./placeAt.js";
import { TokenLabels } from "./tokenLabels.js";
import { padding, SCROLLBAR } from "./useLinesRoom.js";

/** Lines with the heads that they are of. */
export interface ShownLines {
  readonly lines: HeadLines;
  readonly heads: readonly LayerAndHead[];
  readonly looks: readonly HeadLook[];
}

export interface LinesPictureProps {
  readonly map: MapInView;
  readonly shown: ShownLines;
  readonly geometry: LinesGeometry;
  readonly ratio: number;
  /** In units of the map. */
  readonly pinned: readonly Pointed[];
  /** The place in its set of the head that is alone looked at. */
  readonly isolated: Observed<number | null>;
  /** The head of the line that is pointed at, as its place in its set. */
  readonly pointedHead: Observed<number | null>;
  readonly onDrawn: (shown: ShownLines) => void;
}

interface LinesWindowProps extends LinesPictureProps {
  readonly scroller: RefObject<HTMLDivElement>;
  readonly zoomed: boolean;
  readonly extent: number;
  readonly label: string;
  readonly hint: string;
  readonly classOf: Readonly<Record<"queries" | "keys", (unit: number) => string>>;
  readonly onScroll: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
  /** A token or a line was clicked. */
  readonly onPick: (at: Pointed, event: MouseEvent) => void;
}

/** Both sides and the lines between them, scrolled as one. */
export function LinesPicture(props: LinesWindowProps) {
  const { map, shown, geometry, pinned, isolated, pointedHead, scroller, zoomed, extent } = props;
  const store = useContext(PageContext);
  /** Where the pointer rests, and what it pointed at from there. */
  const pointer = useRef<{ x: number; y: number; at: Pointed } | null>(null);
  const size = pictureSize(geometry);
  const vertical = geometry.orientation === "vertical";
  const long = { width: vertical ? size.width : extent, height: vertical ? extent : size.height };
  const bar = zoomed ? SCROLLBAR : 0;

  const point = (x: number, y: number) => {
    const among = linesInHand(shown.lines, inHandOf(pinned, nothingPointed), isolated.value);
    const place = placeAt(shown.lines, geometry, vertical ? [y, x] : [x, y], among);
    const { row, column } = store.pointed.value;
    pointedHead.set(place.line === null ? null : shown.lines.heads[place.line]!);
    if (place.at.row !== row || place.at.column !== column) store.pointed.set(place.at);
    pointer.current = { x, y, at: store.pointed.value };
  };
  const placeOf = (event: MouseEvent): [number, number] => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  // Scrolling moves other tokens under a pointer that rests, unless the keyboard has gone on from there since.
  useEffect(() => {
    if (!pointer.current) return;
    if (pointer.current.at === store.pointed.value) point(pointer.current.x, pointer.current.y);
    else pointer.current = null;
  }, [geometry]);
  return (
    <div
      ref={scroller}
      class={`lines-scroller ${zoomed ? "zoomed" : ""} ${geometry.orientation}`}
      role="grid"
      tabIndex={0}
      style={{
        width: `${size.width + (vertical ? bar : 2 * padding.horizontal)}px`,
        height: `${size.height + (vertical ? 2 * padding.vertical : bar)}px`,
      }}
      aria-label={props.label}
      aria-description={props.hint}
      aria-rowcount={Math.max(map.queries.count, map.keys.count)}
      aria-colcount={2}
      onScroll={props.onScroll}
      onKeyDown={props.onKey}
    >
      <GridCell spoken={store.spoken} hint={props.hint} grid={scroller} />
      <div role="presentation" style={{ width: `${long.width}px`, height: `${long.height}px` }}>
        <div
          class="lines-window"
          style={{ width: `${size.width}px`, height: `${size.height}px` }}
          onPointerMove={(event) => point(...placeOf(event))}
          onPointerLeave={() => {
            pointer.current = null;
            pointedHead.set(null);
            store.pointed.set(nothingPointed);
          }}
          onClick={(event) => {
            point(...placeOf(event));
            props.onPick(store.pointed.value, event);
          }}
        >
          <LinesCanvas {...props} />
          <TokenLabels {...props} />
        </div>
      </div>
    </div>
  );
}
