import { useLayoutEffect, useRef } from "preact/hooks";
import { useObserved, type Observed } from "../state/observed.js";
import { coveredBy, indexAt, labelledIndices, labelStep, TIGHT, uncovered } from "./axisGeometry.js";
import { nothingPointed, type Pointed } from "./pointed.js";
import type { Viewport } from "./viewport.js";

/** What one side of a matrix says. */
export interface AxisText {
  readonly labels: readonly string[];
  /** A CSS class for one label, such as that of an edited token. */
  classOf?(index: number): string;
  tooltipOf?(index: number): string | undefined;
}

interface AxisProps {
  readonly side: "rows" | "columns";
  readonly text: AxisText;
  readonly viewport: Viewport;
  readonly pointed: Observed<Pointed>;
  readonly pinned: ReadonlySet<number>;
  readonly selected: ReadonlySet<number>;
  readonly onPick: ((index: number) => void) | null;
}

/** More selected labels than this would cover one another on a thinned axis: the bands alone show them then. */
const MOST_SELECTED_LABELS = 12;

/** The labels along one side: as many as there is room for, and always those in hand. For the mouse; the grid is for keys. */
export function Axis({ side, text, viewport, pointed, pinned, selected, onPick }: AxisProps) {
  const along = alongSide(side, viewport);
  const thinned = labelStep(along.cell) > 1;
  const shown = labelledIndices(along.count, along.cell, along.scrolled, along.length);
  const crowded = thinned && selected.size > MOST_SELECTED_LABELS;
  const inHand = [...pinned, ...(crowded ? [] : selected)];
  const [plain, marked] = uncovered(shown, inHand, along.cell);
  const indexOf = (event: MouseEvent) => {
    const label = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
    if (label) return Number(label.dataset.index);
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return indexAt(
      along.count,
      along.cell,
      along.scrolled,
      side === "rows" ? event.clientY - box.top : event.clientX - box.left,
    );
  };
  const point = (event: MouseEvent) => {
    const index = indexOf(event);
    pointed.set(side === "rows" ? { row: index, column: null } : { row: null, column: index });
  };
  return (
    <div
      class={`axis ${side} ${thinned ? "thinned" : along.cell < TIGHT ? "tight" : ""} ${onPick ? "pickable" : ""}`}
      aria-hidden="true"
      style={side === "rows" ? { height: `${along.length}px` } : { width: `${along.length}px` }}
      onPointerMove={point}
      onPointerLeave={() => pointed.set(nothingPointed)}
      onClick={(event) => {
        const index = indexOf(event);
        if (index !== null) onPick?.(index);
      }}
    >
      {plain.map((index) => (
        <AxisLabel key={index} index={index} text={text} along={along} mark="" />
      ))}
      {marked.map((index) => (
        <AxisLabel
          key={index}
          index={index}
          text={text}
          along={along}
          mark={pinned.has(index) ? "pinned" : "selected"}
        />
      ))}
      <PointedLabel side={side} text={text} along={along} pointed={pointed} />
    </div>
  );
}

interface Along {
  readonly side: "rows" | "columns";
  readonly count: number;
  readonly cell: number;
  readonly scrolled: number;
  readonly length: number;
}

function alongSide(side: "rows" | "columns", viewport: Viewport): Along {
  const { rows, columns, cellWidth, cellHeight, left, top, width, height } = viewport;
  return side === "rows"
    ? { side, count: rows, cell: cellHeight, scrolled: top, length: height }
    : { side, count: columns, cell: cellWidth, scrolled: left, length: width };
}

/** The label that is pointed at; it takes its neighbours' place, which would peep out beside it. */
function PointedLabel({ side, text, along, pointed }: Pick<AxisProps, "side" | "text" | "pointed"> & { along: Along }) {
  const { row, column } = useObserved(pointed);
  const index = side === "rows" ? row : column;
  const mark = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const axis = mark.current!.parentElement!;
    for (const label of axis.querySelectorAll<HTMLElement>("[data-covered]")) delete label.dataset.covered;
    if (index === null) return;
    for (const other of coveredBy(index, along.cell)) {
      const covered = axis.querySelector<HTMLElement>(`.label[data-index="${other}"]:not(.pointed)`);
      if (covered) covered.dataset.covered = "";
    }
  });
  return (
    <>
      <span ref={mark} hidden />
      {index !== null && <AxisLabel index={index} text={text} along={along} mark="pointed" />}
    </>
  );
}

interface AxisLabelProps {
  readonly index: number;
  readonly text: AxisText;
  readonly along: Along;
  readonly mark: "" | "selected" | "pinned" | "pointed";
}

function AxisLabel({ index, text, along, mark }: AxisLabelProps) {
  const middle = (index + 0.5) * along.cell - along.scrolled;
  if (middle < 0 || middle > along.length) return null;
  const place = along.side === "rows" ? { top: `${middle}px` } : { left: `${middle}px` };
  return (
    <span
      class={`label ${mark} ${text.classOf?.(index) ?? ""}`}
      data-index={index}
      title={text.tooltipOf?.(index)}
      style={place}
    >
      <bdi>{text.labels[index]}</bdi>
    </span>
  );
}
