import type { Theme } from "../theme/theme.js";
import { sizeCanvas } from "./cellsCanvas.js";
import type { Pointed } from "./pointed.js";
import type { Viewport } from "./viewport.js";

/** What lies over the cells. */
export interface Overlay {
  readonly pointed: Pointed;
  readonly pinned: Pointed;
  /** Rows and columns in bands: what the editor's selection touches. */
  readonly selected: ReadonlySet<number>;
}

/** Draws bands, pin and crosshair over the cells, which stay as they are. */
export function drawOverlay(
  canvas: HTMLCanvasElement,
  { pointed, pinned, selected }: Overlay,
  theme: Theme,
  viewport: Viewport,
  ratio: number,
): void {
  sizeCanvas(canvas, viewport, ratio);
  const context = canvas.getContext("2d")!;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(ratio, ratio);
  context.fillStyle = theme.selection;
  for (const index of selected) {
    context.globalAlpha = theme.highContrast ? 0.5 : 0.35;
    fillBand(context, viewport, { row: index, column: index });
  }
  context.globalAlpha = 1;
  strokeBands(context, viewport, pinned, theme.focus, theme.background);
  strokeBands(context, viewport, pointed, theme.foreground, theme.background);
}

function fillBand(context: CanvasRenderingContext2D, viewport: Viewport, { row, column }: Pointed): void {
  const { cellWidth, cellHeight, left, top, width, height } = viewport;
  // A band is never thinner than a pixel and a half, or one of 512 could not be seen.
  if (row !== null) context.fillRect(0, row * cellHeight - top, width, Math.max(1.5, cellHeight));
  if (column !== null) context.fillRect(column * cellWidth - left, 0, Math.max(1.5, cellWidth), height);
}

function strokeBands(
  context: CanvasRenderingContext2D,
  { cellWidth, cellHeight, left, top, width, height }: Viewport,
  { row, column }: Pointed,
  colour: string,
  halo: string,
): void {
  const y = row === null ? 0 : row * cellHeight - top;
  const x = column === null ? 0 : column * cellWidth - left;
  const band = (style: string, alpha: number, line: number) => {
    context.strokeStyle = style;
    context.globalAlpha = alpha;
    context.lineWidth = line;
    if (row !== null) context.strokeRect(-4, y - 0.5, width + 8, cellHeight + 1);
    if (column !== null) context.strokeRect(x - 0.5, -4, cellWidth + 1, height + 8);
  };
  band(halo, 0.6, 3);
  band(colour, 0.75, 1);
  context.globalAlpha = 1;
  if (row === null || column === null) return;
  // The cell itself stands out from its row and column.
  context.strokeStyle = halo;
  context.lineWidth = 4;
  context.strokeRect(x - 1, y - 1, cellWidth + 2, cellHeight + 2);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, cellWidth + 2, cellHeight + 2);
}
