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
  readonly selected: ReadonlySet<number>;
  readonly toolbar: ComponentChildren;
  readonly sentence: ComponentChildren;
  readonly spoken: Observed<Spoken | null>;
  readonly onPick: (cell: Cell) => void;
  readonly onLabel: ((index: number) => void) | null;
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
    const [first, past] = visibleSpan(viewport.rows, viewport.cellHeight, viewport.top, viewport.height);
    const tokens = [...selected];
    if (tokens.length > 0 && !tokens.some((token) => token >= first && token < past))
      control.reveal(tokens[0]!, tokens[0]!);
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
              selected={selected}
              onPick={props.onLabel}
            />
            <Axis
              side="rows"
              text={rows}
              viewport={viewport}
              pointed={pointed}
              pinned={pinned.row}
              selected={selected}
              onPick={props.onLabel}
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
