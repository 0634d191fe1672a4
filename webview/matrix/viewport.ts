/** The part of a matrix that is on screen, in CSS pixels. */
export interface Viewport {
  readonly rows: number;
  readonly columns: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** How far the matrix is scrolled. */
  readonly left: number;
  readonly top: number;
  /** Size of the part on screen. */
  readonly width: number;
  readonly height: number;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface CellSize {
  readonly cellWidth: number;
  readonly cellHeight: number;
}

export interface Fit {
  readonly rows: number;
  readonly columns: number;
  /** Room, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** How many times as long as the other one side of a cell may be: 1 makes squares. */
  readonly aspect: number;
  /** No cell is larger, however few there are. */
  readonly largest: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** From this size on, in device pixels, cells are all of the same whole size; below, that would waste too much room. */
const WHOLE_FROM = 6;

/** A side of a cell that is not square may be as long as its label needs, in CSS pixels, however short the other is. */
const LABELLED = 16;

/** The size of the cells at which the whole matrix fits. */
export function fitCells({ rows, columns, width, height, aspect, largest, ratio }: Fit): CellSize {
  const cellWidth = Math.min(largest, width / columns);
  const cellHeight = Math.min(largest, height / rows);
  const side = Math.min(cellWidth, cellHeight);
  const longest = aspect === 1 ? side : Math.max(aspect * side, LABELLED);
  return {
    cellWidth: whole(Math.min(cellWidth, longest), ratio),
    cellHeight: whole(Math.min(cellHeight, longest), ratio),
  };
}

/** A cell's size in whole device pixels, where cells are large enough for that. */
export function whole(size: number, ratio: number): number {
  const pixels = size * ratio;
  return pixels >= WHOLE_FROM ? Math.floor(pixels) / ratio : size;
}

/** The cell at a point of the viewport; null beside the matrix. */
export function cellAt(viewport: Viewport, x: number, y: number): Cell | null {
  const column = Math.floor((x + viewport.left) / viewport.cellWidth);
  const row = Math.floor((y + viewport.top) / viewport.cellHeight);
  const inside = row >= 0 && row < viewport.rows && column >= 0 && column < viewport.columns;
  return inside ? { row, column } : null;
}

/** The first index on screen and the one past the last, along one side. */
export function visibleSpan(count: number, cell: number, scrolled: number, length: number): [number, number] {
  return [Math.max(0, Math.floor(scrolled / cell)), Math.min(count, Math.ceil((scrolled + length) / cell))];
}

/** How far to scroll along one side so that an index is on screen, and no farther than needed. */
export function scrollTo(index: number, cell: number, scrolled: number, length: number): number {
  const start = index * cell;
  if (start < scrolled) return start;
  return Math.max(scrolled, Math.min(start, start + cell - length));
}
