/** Where the thumbnails of all heads stand, in CSS pixels from the canvas's corner. */
export interface TileGeometry {
  readonly layers: number;
  readonly heads: number;
  /** Width and height of one thumbnail. */
  readonly tile: number;
  readonly gap: number;
}

const SMALLEST = 12;
const LARGEST = 72;

/** The largest tiles with which all heads fit the room; never too small to be hit. */
export function fitTiles(layers: number, heads: number, width: number, height: number): TileGeometry {
  const fitting = (gap: number) => Math.floor(Math.min((width + gap) / heads, (height + gap) / layers) - gap);
  const gap = fitting(4) < 28 ? 2 : 4;
  return { layers, heads, gap, tile: Math.max(SMALLEST, Math.min(LARGEST, fitting(gap))) };
}

/** The width of the whole grid. */
export function gridWidth({ heads, tile, gap }: TileGeometry): number {
  return heads * (tile + gap) - gap;
}

/** The height of the whole grid. */
export function gridHeight({ layers, tile, gap }: TileGeometry): number {
  return layers * (tile + gap) - gap;
}

/** Every how manieth head's number there is room for. */
export function headNumberStep({ tile, gap }: TileGeometry): number {
  const room = tile + gap;
  return room >= 16 ? 1 : Math.ceil(16 / room);
}
