/** Where the thumbnails of all heads stand, in CSS pixels from the canvas's corner. */
export interface TileGeometry {
  readonly layers: number;
  readonly heads: number;
  /** Width and height of one thumbnail. */
  readonly tile: number;
  readonly gap: number;
}

/** Room for the layers' labels beside the tiles, in CSS pixels. */
export const LAYER_LABELS = 28;
const SMALLEST = 12;
const LARGEST = 72;

/** The largest tiles with which all heads fit the room; never too small to be hit. */
export function fitTiles(layers: number, heads: number, width: number, height: number): TileGeometry {
  const fitting = (gap: number) => Math.floor(Math.min((width + gap) / heads, (height + gap) / layers) - gap);
  const gap = fitting(4) < 28 ? 2 : 4;
  return { layers, heads, gap, tile: Math.max(SMALLEST, Math.min(LARGEST, fitting(gap))) };
}

/** The first device pixel of the tile in some row or column. */
export function tileStart({ tile, gap }: TileGeometry, index: number, ratio: number): number {
  return Math.round(index * (tile + gap) * ratio);
}

/** The device pixels of one tile. */
export function tilePixels({ tile }: TileGeometry, ratio: number): number {
  return Math.round(tile * ratio);
}

/** Every how manieth head's number there is room for. */
export function headNumberStep({ tile, gap }: TileGeometry): number {
  const room = tile + gap;
  return room >= 16 ? 1 : Math.ceil(16 / room);
}
