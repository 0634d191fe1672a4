import type { Size } from "../../matrix/useSize.js";

/** Where the thumbnails of heads stand, in CSS pixels. */
export interface TileGeometry {
  readonly rows: number;
  readonly columns: number;
  /** Width and height of one thumbnail. */
  readonly tile: number;
  readonly gap: number;
  /** Room under each thumbnail for what it is called; 0 where the sides say it. */
  readonly caption: number;
  /** Room before the first column and above the first row. */
  readonly left: number;
  readonly top: number;
}

/** Room for the layers' labels beside the tiles. */
const LAYER_LABELS = 32;
/** Room for the heads' labels above. */
const HEAD_LABELS = 18;
/** Around all tiles, for the outlines of those at the edges. */
export const MARGIN = 4;
/** A tile can be hit. */
const SMALLEST = 12;
/** A tile that bears its own label can hold it. */
const SMALLEST_CAPTIONED = 40;
const ONE_LINE = 14;
const TWO_LINES = 24;
/** From here on a tile's name and its number stand beside each other. */
const WIDE_ENOUGH = 88;

/** A row a layer, a column a head: the largest tiles with which all fit the room; never too small to be hit. */
export function fitTiles(layers: number, heads: number, room: Size, largest: number): TileGeometry {
  const width = room.width - LAYER_LABELS - 2 * MARGIN;
  const height = room.height - HEAD_LABELS - 2 * MARGIN;
  const fitting = (gap: number) => Math.floor(Math.min((width + gap) / heads, (height + gap) / layers) - gap);
  const gap = fitting(4) < 28 ? 2 : 4;
  const tile = Math.max(SMALLEST, Math.min(largest, fitting(gap)));
  return { rows: layers, columns: heads, tile, gap, caption: 0, left: LAYER_LABELS, top: HEAD_LABELS };
}

/** One after the other, each with a caption: the largest tiles with which all fit the room, or the smallest. */
export function flowTiles(count: number, room: Size, largest: number): TileGeometry {
  const [width, height] = [room.width - 2 * MARGIN, room.height - 2 * MARGIN];
  for (let tile = largest; ; tile--) {
    const geometry = flowOf(count, width, tile);
    if (tile <= SMALLEST_CAPTIONED || geometry.rows * pitch(geometry).down - geometry.gap <= height) return geometry;
  }
}

function flowOf(count: number, width: number, tile: number): TileGeometry {
  const gap = tile < 64 ? 6 : 8;
  const columns = Math.max(1, Math.min(count, Math.floor((width + gap) / (tile + gap))));
  const caption = tile >= WIDE_ENOUGH ? ONE_LINE : TWO_LINES;
  return { rows: Math.ceil(count / columns), columns, tile, gap, caption, left: 0, top: 0 };
}

/** Whether a caption's two parts stand beside each other. */
export function captionInOneLine({ caption }: TileGeometry): boolean {
  return caption === ONE_LINE;
}

/** From one tile to the next. */
export function pitch({ tile, gap, caption }: TileGeometry): { readonly across: number; readonly down: number } {
  return { across: tile + gap, down: tile + caption + gap };
}

/** The upper left corner of a tile, from that of all tiles, without what stands beside them. */
export function tileCorner(geometry: TileGeometry, place: number): { readonly x: number; readonly y: number } {
  const { across, down } = pitch(geometry);
  const { columns } = geometry;
  return { x: MARGIN + (place % columns) * across, y: MARGIN + Math.floor(place / columns) * down };
}

/** Of all tiles with their margin, and what stands beside them. */
export function gridSize(geometry: TileGeometry): Size {
  const { rows, columns, left, top, gap } = geometry;
  const { across, down } = pitch(geometry);
  return { width: left + columns * across - gap + 2 * MARGIN, height: top + rows * down - gap + 2 * MARGIN };
}

/** The tile at a point of the grid, or the one beside which it is; null beside all. */
export function tileAt(geometry: TileGeometry, count: number, x: number, y: number): number | null {
  const { across, down } = pitch(geometry);
  const column = Math.floor((x - geometry.left - MARGIN + geometry.gap / 2) / across);
  const row = Math.floor((y - geometry.top - MARGIN + geometry.gap / 2) / down);
  const place = row * geometry.columns + column;
  return row >= 0 && column >= 0 && column < geometry.columns && place < count ? place : null;
}

/** Every how manieth head's number there is room for. */
export function headNumberStep(geometry: TileGeometry): number {
  const room = pitch(geometry).across;
  return room >= 16 ? 1 : Math.ceil(16 / room);
}
