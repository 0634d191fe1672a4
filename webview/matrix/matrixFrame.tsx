import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import { Axis } from "./axis.js";
import { GridCell } from "./gridCell.js";
import { MatrixCanvas } from "./matrixCanvas.js";
import type { MatrixViewProps } from "./matrixView.js";
import type { Pointed } from "./pointed.js";
import { SumsStrip } from "./sumsStrip.js";
import type { Size } from "./useSize.js";
import type { ViewportControl } from "./useViewport.js";

/** What runs down and what runs across, in a word or two, and in a sentence. */
export interface AxisTitles {
  readonly down: string;
  readonly across: string;
  readonly downTip?: string;
  readonly acrossTip?: string;
}

type MatrixFrameProps = Omit<MatrixViewProps, "toolbar" | "sentence" | "onKey"> & {
  readonly control: ViewportControl;
  /** The width of the rows' labels and the height of the columns'. */
  readonly axes: Size;
  /** Of the sums, in CSS pixels; 0 where there is no room for them. */
  readonly strip: number;
  readonly scroller: RefObject<HTMLDivElement>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** The cells that are scrolled over, and around them what says which they are. */
export function MatrixFrame(props: MatrixFrameProps) {
  const { shape, control, axes, strip, pointed, pins, selected, titles, scroller, sums = null } = props;
  const { viewport } = control;
  const pinned = useMemo(() => ({ rows: placesOf(pins, "row"), columns: placesOf(pins, "column") }), [pins]);
  const strips = { sums, viewport, ratio: control.ratio, pointed };
  return (
    <div
      class="frame"
      style={{
        gridTemplateColumns: `${axes.width}px ${strip}px auto`,
        gridTemplateRows: `${axes.height}px ${strip}px auto`,
      }}
    >
      <div class="corner" aria-hidden="true">
        <span title={titles.acrossTip}>{titles.across}</span>
        <span title={titles.downTip}>{titles.down}</span>
      </div>
      <Axis
        side="columns"
        text={props.columns}
        viewport={viewport}
        pointed={pointed}
        pinned={pinned.columns}
        selected={selected.columns}
        onPick={props.onColumnLabel}
      />
      <Axis
        side="rows"
        text={props.rows}
        viewport={viewport}
        pointed={pointed}
        pinned={pinned.rows}
        selected={selected.rows}
        onPick={props.onRowLabel}
      />
      {strip > 0 && <SumsStrip side="columns" {...strips} />}
      {strip > 0 && <SumsStrip side="rows" {...strips} />}
      <div
        ref={scroller}
        class={`scroller ${control.zoomed ? "zoomed" : ""}`}
        role="grid"
        tabIndex={0}
        style={{ width: `${control.width}px`, height: `${control.height}px` }}
        aria-label={props.label}
        aria-description={props.hint}
        aria-rowcount={shape.rows}
        aria-colcount={shape.columns}
        onScroll={() => control.onScroll()}
        onKeyDown={props.onKeyDown}
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
            pins={pins}
            selected={selected}
            onPick={props.onPick}
            onDrawn={props.onDrawn}
          />
        </div>
      </div>
    </div>
  );
}

function placesOf(pins: readonly Pointed[], side: keyof Pointed): ReadonlySet<number> {
  return new Set(pins.flatMap((pin) => pin[side] ?? []));
}
