import { useContext, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Observed } from "../state/observed.js";
import { useObserved } from "../state/observed.js";
import type { Ramp } from "../theme/ramp.js";
import { ThemeContext } from "../theme/useTheme.js";
import { CellsCanvas } from "./cellsCanvas.js";
import { drawOverlay, type Bands } from "./overlayCanvas.js";
import { nothingPointed, type Pointed } from "./pointed.js";
import type { Raster } from "./raster.js";
import { cellAt, type Cell, type Viewport } from "./viewport.js";

interface MatrixCanvasProps {
  readonly raster: Raster | null;
  readonly ramp: Ramp;
  readonly viewport: Viewport;
  readonly ratio: number;
  readonly pointed: Observed<Pointed>;
  readonly pins: readonly Pointed[];
  readonly selected: Bands;
  readonly onPick: (cell: Cell, event: MouseEvent) => void;
  /** The raster is drawn. */
  readonly onDrawn: (raster: Raster) => void;
}

/** The cells, and over them what moves with the pointer, so that a move never draws the cells again. */
export function MatrixCanvas(props: MatrixCanvasProps) {
  const { raster, ramp, viewport, ratio, pointed, onPick, onDrawn } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const cells = useRef(new CellsCanvas());
  /** Where the pointer rests, and the cell it pointed at from there. */
  const pointer = useRef<{ x: number; y: number; cell: Pointed } | null>(null);
  const theme = useContext(ThemeContext);
  const { rows, columns, left, top, width, height, cellWidth, cellHeight } = viewport;
  const drawn = useRef("");
  useLayoutEffect(() => {
    const shape = `${rows} ${columns}`;
    // What stays until the next raster comes is of the same rows and columns, as another head's.
    if (!raster && drawn.current !== shape) canvas.current!.width = 0;
    if (!raster) return;
    drawn.current = shape;
    cells.current.draw(canvas.current!, raster, ramp, theme, viewport, ratio);
    onDrawn(raster);
  }, [raster, ramp, theme, ratio, rows, columns, left, top, width, height, cellWidth, cellHeight, onDrawn]);
  // Scrolling moves another cell under a pointer that rests.
  useEffect(() => {
    if (!pointer.current) return;
    // Unless the keyboard has gone on from there since: then the pointer has no say until it moves.
    if (pointer.current.cell === pointed.value) point(pointer.current.x, pointer.current.y);
    else pointer.current = null;
  }, [left, top, cellWidth, cellHeight]);

  const point = (x: number, y: number) => {
    const cell = cellAt(viewport, x, y) ?? nothingPointed;
    const { row, column } = pointed.value;
    if (cell.row !== row || cell.column !== column) pointed.set(cell);
    pointer.current = { x, y, cell: pointed.value };
  };
  const size = { width: `${width}px`, height: `${height}px` };
  return (
    <div
      class="window"
      style={size}
      onPointerMove={(event) => point(event.offsetX, event.offsetY)}
      onPointerLeave={() => {
        pointer.current = null;
        pointed.set(nothingPointed);
      }}
      onClick={(event) => {
        const cell = cellAt(viewport, event.offsetX, event.offsetY);
        if (cell) onPick(cell, event);
      }}
    >
      <canvas ref={canvas} class="cells" style={size} />
      <MatrixOverlay {...props} />
    </div>
  );
}

function MatrixOverlay({ viewport, ratio, pointed, pins, selected }: MatrixCanvasProps) {
  const theme = useContext(ThemeContext);
  const canvas = useRef<HTMLCanvasElement>(null);
  const at = useObserved(pointed);
  useLayoutEffect(() => drawOverlay(canvas.current!, { pointed: at, pins, selected }, theme, viewport, ratio));
  return (
    <canvas ref={canvas} class="overlay" style={{ width: `${viewport.width}px`, height: `${viewport.height}px` }} />
  );
}
