import type { Theme } from "../theme/theme.js";
import { sizeCanvas } from "./cellsCanvas.js";
import type { Pointed } from "./pointed.js";
import { runsOf } from "./runs.js";
import type { Viewport } from "./viewport.js";

/** Rows and columns that lie in bands. */
export interface Bands {
  readonly rows: ReadonlySet<number>;
  readonly columns: ReadonlySet<number>;
}

/** What lies over the cells. */
export interface Overlay {
  readonly pointed: Pointed;
  /** The last one is in hand. */
  readonly pins: readonly Pointed[];
  /** What the editor's selection touches. */
  readonly selected: Bands;
}

/** How much of the selection's colour lies over cells: little, for the cells' own colours are to be read. */
const SELECTION_ALPHA = 0.22;

/** Draws bands, pins and crosshair over the cells, which stay as they are. */
export function drawOverlay(
  canvas: HTMLCanvasElement,
  { pointed, pins, selected }: Overlay,
  theme: Theme,
  viewport: Viewport,
  ratio: number,
): void {
  sizeCanvas(canvas, viewport, ratio);
  const context = canvas.getContext("2d")!;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(ratio, ratio);
  for (const band of bandsOf(selected, viewport)) drawBand(context, band, theme);
  for (const pin of pins) drawPinned(context, viewport, pin, theme);
  for (const pin of pins.slice(-1)) drawCrosshair(context, viewport, pin, theme.focus, theme.background);
  drawCrosshair(context, viewport, pointed, theme.foreground, theme.background);
}

type Context = CanvasRenderingContext2D;

/** Beyond the edges, so that a band's ends are not drawn. */
const OUTSIDE = 4;

type Band = readonly [x: number, y: number, width: number, height: number];

function bandsOf({ rows, columns }: Bands, viewport: Viewport): Band[] {
  const { cellWidth, cellHeight, left, top, width, height } = viewport;
  const across = runsOf(rows).map(([first, past]): Band => [
    -OUTSIDE,
    first * cellHeight - top,
    width + 2 * OUTSIDE,
    (past - first) * cellHeight,
  ]);
  const down = runsOf(columns).map(([first, past]): Band => [
    first * cellWidth - left,
    -OUTSIDE,
    (past - first) * cellWidth,
    height + 2 * OUTSIDE,
  ]);
  return [...across, ...down];
}

function drawBand(context: Context, band: Band, theme: Theme): void {
  context.fillStyle = theme.selection;
  context.strokeStyle = theme.selection;
  context.lineWidth = theme.highContrast ? 2 : 1;
  context.globalAlpha = theme.highContrast ? 0 : SELECTION_ALPHA;
  context.fillRect(...band);
  context.globalAlpha = 1;
  context.strokeRect(...band);
}

/** How much of the focus's colour lies over the row and the column of a pin. */
const PIN_ALPHA = 0.1;

/** A band of the focus's colour between dashed lines; in high contrast the lines alone. */
function drawPinned(context: Context, viewport: Viewport, { row, column }: Pointed, theme: Theme): void {
  const bands = bandsOf(
    { rows: new Set(row === null ? [] : [row]), columns: new Set(column === null ? [] : [column]) },
    viewport,
  );
  context.save();
  context.fillStyle = context.strokeStyle = theme.focus;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  for (const band of bands) {
    context.globalAlpha = theme.highContrast ? 0 : PIN_ALPHA;
    context.fillRect(...band);
    context.globalAlpha = 1;
    context.strokeRect(...band);
  }
  context.restore();
}

function drawCrosshair(context: Context, viewport: Viewport, at: Pointed, colour: string, halo: string): void {
  const { cellWidth, cellHeight, left, top, width, height } = viewport;
  const { row, column } = at;
  const y = row === null ? 0 : row * cellHeight - top;
  const x = column === null ? 0 : column * cellWidth - left;
  const bands = (style: string, alpha: number, line: number) => {
    context.strokeStyle = style;
    context.globalAlpha = alpha;
    context.lineWidth = line;
    if (row !== null) context.strokeRect(-OUTSIDE, y - 0.5, width + 2 * OUTSIDE, cellHeight + 1);
    if (column !== null) context.strokeRect(x - 0.5, -OUTSIDE, cellWidth + 1, height + 2 * OUTSIDE);
  };
  bands(halo, 0.6, 3);
  bands(colour, 0.75, 1);
  context.globalAlpha = 1;
  if (row === null || column === null) return;
  // The cell itself stands out from its row and column.
  for (const [style, line] of [[halo, 4] as const, [colour, 2] as const]) {
    context.strokeStyle = style;
    context.lineWidth = line;
    context.strokeRect(x - 1, y - 1, cellWidth + 2, cellHeight + 2);
  }
}
