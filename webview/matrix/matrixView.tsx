import type { ComponentChildren } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { LayoutContext } from "../layout.js";
import type { Observed } from "../state/observed.js";
import type { Ramp } from "../theme/ramp.js";
import { Axis, type AxisText } from "./axis.js";
import { axisSizes } from "./axisSizes.js";
import { GridCell, type Spoken } from "./gridCell.js";
import { moveByKey, zoomByKey } from "./gridKeys.js";
import { MatrixCanvas } from "./matrixCanvas.js";
import type { Bands } from "./overlayCanvas.js";
import "./matrix.css";
import type { Pointed } from "./pointed.js";
import type { Raster } from "./raster.js";
import { useCtrlWheel } from "./useCtrlWheel.js";
import { useSize, useWindowHeight } from "./useSize.js";
import { useViewport, type MatrixShape } from "./useViewport.js";
import { visibleSpan, type Cell } from "./viewport.js";
import { ZoomControls } from "./zoomControls.js";

interface MatrixViewProps {
  readonly shape: MatrixShape;
  /** Null while it is on its way; what is on the canvas stays. */
  readonly raster: Raster | null;
  readonly ramp: Ramp;
  readonly rows: AxisText;
  readonly columns: AxisText;
  /** What runs down and what runs across. */
  readonly corner: readonly [down: string, across: string];
  /** What the grid is called. */
  readonly label: string;
  readonly hint: string;
  readonly pointed: Observed<Pointed>;
  readonly pinned: Pointed;
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
}

/** What is left of the window's height beside the map where the page scrolls as a whole. */
const BESIDE_MAP = 150;

/** A matrix as a heat map: zoomed, scrolled, pointed at and walked through, with labels on both sides. */
export function MatrixView(props: MatrixViewProps) {
  const { shape, pointed, pinned, selected, rows, columns } = props;
  const layout = useContext(LayoutContext);
  const map = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(map);
  const windowHeight = useWindowHeight();
  const outer = {
    width: size?.width ?? 0,
    height: layout === "narrow" ? Math.max(280, windowHeight - BESIDE_MAP) : (size?.height ?? 0),
  };
  const axes = axisSizes(rows.labels, columns.labels, outer);
  const room = { width: Math.max(40, outer.width - axes.width), height: Math.max(40, outer.height - axes.height) };
  const control = useViewport(shape, room, scroller);
  const { viewport } = control;
  const onKeyDown = (event: KeyboardEvent) => {
    if (zoomByKey(event, control) || moveByKey(event, pointed, pinned, control) || props.onKey(event))
      event.preventDefault();
  };
  useCtrlWheel(scroller, control, size !== null);
  useEffect(() => {
    control.reveal(pinned.row, pinned.column);
    // A row without a column was asked for from elsewhere: the map itself may be off the screen.
    if (pinned.row !== null && pinned.column === null) scroller.current?.scrollIntoView({ block: "nearest" });
  }, [pinned]);
  useEffect(() => {
    const { cellWidth, cellHeight, left, top, width, height } = viewport;
    const row = hiddenFirst(selected.rows, visibleSpan(viewport.rows, cellHeight, top, height));
    const column = hiddenFirst(selected.columns, visibleSpan(viewport.columns, cellWidth, left, width));
    if (row !== null || column !== null) control.reveal(row, column);
  }, [selected]);
  const scrollClass = `scroller ${control.zoomed ? "zoomed" : ""}`;
  return (
    <div class="matrix">
      <div class="toolbar">
        {props.toolbar}
        <ZoomControls control={control} />
      </div>
      {props.sentence}
      <div class="map" ref={map}>
        {size && (
          <div
            class="frame"
            style={{ gridTemplateColumns: `${axes.width}px auto`, gridTemplateRows: `${axes.height}px auto` }}
          >
            <div class="corner" aria-hidden="true">
              <span>{props.corner[1]}</span>
              <span>{props.corner[0]}</span>
            </div>
            <Axis
              side="columns"
              text={columns}
              viewport={viewport}
              pointed={pointed}
              pinned={pinned.column}
              selected={selected.columns}
              onPick={props.onColumnLabel}
            />
            <Axis
              side="rows"
              text={rows}
              viewport={viewport}
              pointed={pointed}
              pinned={pinned.row}
              selected={selected.rows}
              onPick={props.onRowLabel}
            />
            <div
              ref={scroller}
              class={scrollClass}
              role="grid"
              tabIndex={0}
              style={{ width: `${control.width}px`, height: `${control.height}px` }}
              aria-label={props.label}
              aria-description={props.hint}
              aria-rowcount={shape.rows}
              aria-colcount={shape.columns}
              onScroll={() => control.onScroll()}
              onKeyDown={onKeyDown}
            >
              <GridCell spoken={props.spoken} hint={props.hint} grid={scroller} />
              <div
                class="extent"
                role="presentation"
                style={{
                  width: `${viewport.cellWidth * shape.columns}px`,
                  height: `${viewport.cellHeight * shape.rows}px`,
                }}
              >
                <MatrixCanvas
                  raster={props.raster}
                  ramp={props.ramp}
                  viewport={viewport}
                  ratio={control.ratio}
                  pointed={pointed}
                  pinned={pinned}
                  selected={selected}
                  onPick={props.onPick}
                  onDrawn={props.onDrawn}
                />
              </div>
            </div>
          </div>
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
