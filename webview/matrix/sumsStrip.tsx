import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useObserved, type Observed } from "../state/observed.js";
import { ThemeContext } from "../theme/useTheme.js";
import { indexAt } from "./axisGeometry.js";
import { drawSums } from "./drawSums.js";
import { nothingPointed, type Pointed } from "./pointed.js";
import type { Sums } from "./sums.js";
import type { Viewport } from "./viewport.js";

/** In CSS pixels. */
export const SUMS_STRIP = 20;

interface SumsStripProps {
  readonly side: "rows" | "columns";
  readonly sums: Sums | null;
  readonly viewport: Viewport;
  readonly ratio: number;
  readonly pointed: Observed<Pointed>;
}

/** The sums of rows or of columns as bars beside the cells; the one under the pointer is told in a sentence. */
export function SumsStrip({ side, sums, viewport, ratio, pointed }: SumsStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useContext(ThemeContext);
  const { row, column } = useObserved(pointed);
  const [told, setTold] = useState<number | null>(null);
  const rows = side === "rows";
  const index = rows ? row : column;
  const count = rows ? viewport.rows : viewport.columns;
  const cell = rows ? viewport.cellHeight : viewport.cellWidth;
  const scrolled = rows ? viewport.top : viewport.left;
  const length = rows ? viewport.height : viewport.width;
  const all = sums?.[side];
  useLayoutEffect(() => {
    if (all) drawSums(canvas.current!, { side, sums: all, cell, scrolled, length }, SUMS_STRIP, index, theme, ratio);
  }, [all, side, cell, scrolled, length, index, theme, ratio]);
  const size = rows
    ? { width: `${SUMS_STRIP}px`, height: `${length}px` }
    : { width: `${length}px`, height: `${SUMS_STRIP}px` };
  const point = (event: PointerEvent) => {
    const at = indexAt(count, cell, scrolled, rows ? event.offsetY : event.offsetX);
    pointed.set(rows ? { row: at, column: null } : { row: null, column: at });
    setTold(at);
  };
  return (
    <div
      class={`sums ${side}`}
      style={size}
      aria-hidden="true"
      onPointerMove={point}
      onPointerLeave={() => {
        pointed.set(nothingPointed);
        setTold(null);
      }}
    >
      <canvas ref={canvas} style={size} />
      {told !== null && told < count && sums && (
        <span
          class="tip sum-tip"
          data-index={told}
          style={{ [rows ? "top" : "left"]: `${(told + 0.5) * cell - scrolled}px` }}
        >
          {sums.sentence(side, told)}
        </span>
      )}
    </div>
  );
}
