import type { ComponentChildren } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { LayoutContext } from "../layout.js";
import type { Observed } from "../state/observed.js";
import type { Ramp } from "../theme/ramp.js";
import type { AxisText } from "./axis.js";
import { axisSizes } from "./axisSizes.js";
import type { Spoken } from "./gridCell.js";
import { cellInHand, moveByKey, zoomByKey } from "./gridKeys.js";
import { MatrixFrame, type AxisTitles } from "./matrixFrame.js";
import type { Bands } from "./overlayCanvas.js";
import "./matrix.css";
import { nothingPointed, type Pointed } from "./pointed.js";
import type { Raster } from "./raster.js";
import type { Sums } from "./sums.js";
import { SUMS_STRIP } from "./sumsStrip.js";
import { useCtrlWheel } from "./useCtrlWheel.js";
import { usePan } from "./usePan.js";
import { useSize, useWindowHeight } from "./useSize.js";
import { useViewport, type MatrixShape } from "./useViewport.js";
import { visibleSpan, type Cell, type Viewport } from "./viewport.js";
import { ZoomControls } from "./zoomControls.js";

export interface MatrixViewProps {
  readonly shape: MatrixShape;
  /** Null while it is on its way; what is on the canvas stays. */
  readonly raster: Raster | null;
  readonly ramp: Ramp;
  readonly rows: AxisText;
  readonly columns: AxisText;
  readonly titles: AxisTitles;
  /** Null while they are on their way; left out where sums mean nothing. */
  readonly sums?: Sums | null;
  /** What the grid is called. */
  readonly label: string;
  readonly hint: string;
  readonly pointed: Observed<Pointed>;
  /** The last one is in hand. */
  readonly pins: readonly Pointed[];
  readonly selected: Bands;
  readonly toolbar: ComponentChildren;
  readonly sentence: ComponentChildren;
  readonly spoken: Observed<Spoken | null>;
  readonly onPick: (cell: Cell, event: MouseEvent) => void;
  readonly onRowLabel: ((row: number) => void) | null;
  readonly onColumnLabel: ((column: number) => void) | null;
  /** A key that does not move; true when it was used. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onDrawn: (raster: Raster) => void;
  /** Where to say what part of the matrix is on screen. */
  readonly window?: { current: Viewport | null };
}

/** What is left of the window's height beside the map where the page scrolls as a whole, and what the map has at least. */
const BESIDE_MAP = 150;
const LEAST_HEIGHT = 280;
/** Beside smaller maps there is no room for sums, in CSS pixels. */
const LEAST_WITH_SUMS = 300;
/** Cells have so much room in any case. */
const LEAST_ROOM = 40;

/** A matrix as a heat map: zoomed, scrolled, pointed at and walked through, with labels on both sides. */
export function MatrixView(props: MatrixViewProps) {
  const { shape, pointed, pins, selected, rows, columns } = props;
  const layout = useContext(LayoutContext);
  const map = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(map);
  const windowHeight = useWindowHeight();
  const width = size?.width ?? 0;
  const height = layout === "narrow" ? Math.max(LEAST_HEIGHT, windowHeight - BESIDE_MAP) : (size?.height ?? 0);
  const axes = axisSizes(rows.labels, columns.labels, { width, height });
  const withSums = props.sums !== undefined && width >= LEAST_WITH_SUMS && height >= LEAST_WITH_SUMS;
  const strip = withSums ? SUMS_STRIP : 0;
  const room = {
    width: Math.max(LEAST_ROOM, width - axes.width - strip),
    height: Math.max(LEAST_ROOM, height - axes.height - strip),
  };
  const pinned = pins.at(-1) ?? nothingPointed;
  const inHand = () => cellInHand(pointed.value, pinned);
  const control = useViewport(shape, room, scroller, inHand);
  const { viewport } = control;
  if (props.window) props.window.current = viewport;
  const onKeyDown = (event: KeyboardEvent) => {
    const used = zoomByKey(event, control) || moveByKey(event, pointed, inHand(), control) || props.onKey(event);
    if (used) event.preventDefault();
  };
  useCtrlWheel(scroller, control, size !== null);
  usePan(scroller, size !== null, onKeyDown);
  useEffect(() => {
    control.reveal(pinned.row, pinned.column);
    // A row without a column was asked for from elsewhere: the map itself may be off the screen.
    if (pinned.row !== null && pinned.column === null) scroller.current?.scrollIntoView({ block: "nearest" });
  }, [pinned]);
  useEffect(() => {
    const { cellWidth, cellHeight, left, top, width: shown, height: high } = viewport;
    const row = hiddenFirst(selected.rows, visibleSpan(viewport.rows, cellHeight, top, high));
    const column = hiddenFirst(selected.columns, visibleSpan(viewport.columns, cellWidth, left, shown));
    if (row !== null || column !== null) control.reveal(row, column);
  }, [selected]);
  return (
    <div class="matrix">
      <div class="toolbar">
        {props.toolbar}
        <ZoomControls control={control} />
      </div>
      {props.sentence}
      <div class="map" ref={map}>
        {size && (
          <MatrixFrame
            {...props}
            control={control}
            axes={axes}
            strip={strip}
            scroller={scroller}
            onKeyDown={onKeyDown}
          />
        )}
      </div>
    </div>
  );
}

/** The first of some indices where none of them is on screen. */
function hiddenFirst(indices: ReadonlySet<number>, [first, past]: readonly [number, number]): number | null {
  const all = [...indices];
  return all.some((index) => index >= first && index < past) ? null : (all[0] ?? null);
}
