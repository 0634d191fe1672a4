import { type TileGeometry } from "./tileGeometry.js";

/** Where the focus is among the thumbnails: on a tile, or on the number of a layer before its row. */
export type Stop = { readonly place: number } | { readonly layer: number };

/** Where a key leads to; null for a key that does not move. */
export function stopAfterKey(event: KeyboardEvent, stop: Stop, geometry: TileGeometry, count: number): Stop | null {
  if (event.altKey || event.shiftKey) return null;
  const control = event.ctrlKey || event.metaKey;
  const key = control ? `Ctrl+${event.key}` : event.key;
  return "layer" in stop ? afterLayer(key, stop.layer, geometry) : afterTile(key, stop.place, geometry, count);
}

function afterLayer(key: string, layer: number, { rows, columns }: TileGeometry): Stop | null {
  switch (key) {
    case "ArrowUp":
      return { layer: Math.max(0, layer - 1) };
    case "ArrowDown":
      return { layer: Math.min(rows - 1, layer + 1) };
    case "PageUp":
    case "Ctrl+Home":
      return { layer: 0 };
    case "PageDown":
      return { layer: rows - 1 };
    case "ArrowLeft":
    case "Home":
      return { layer };
    case "ArrowRight":
      return { place: layer * columns };
    case "End":
      return { place: (layer + 1) * columns - 1 };
    case "Ctrl+End":
      return { place: rows * columns - 1 };
    default:
      return null;
  }
}

function afterTile(key: string, place: number, { columns, left }: TileGeometry, count: number): Stop | null {
  const column = place % columns;
  const lastRow = Math.floor((count - 1) / columns) * columns;
  const within = (next: number) => ({ place: Math.max(0, Math.min(count - 1, next)) });
  // Where each row is a layer, arrows do not run over its ends: before it stands its number.
  const isRow = left > 0;
  switch (key) {
    case "ArrowUp":
      return { place: place - columns < 0 ? place : place - columns };
    case "ArrowDown":
      return { place: place + columns < count ? place + columns : place };
    case "ArrowLeft":
      return isRow && column === 0 ? { layer: place / columns } : within(place - 1);
    case "ArrowRight":
      return isRow && column === columns - 1 ? { place } : within(place + 1);
    case "Home":
      return { place: place - column };
    case "End":
      return within(place - column + columns - 1);
    case "PageUp":
      return { place: column };
    case "PageDown":
      return { place: lastRow + column < count ? lastRow + column : lastRow + column - columns };
    case "Ctrl+Home":
      return { place: 0 };
    case "Ctrl+End":
      return { place: count - 1 };
    default:
      return null;
  }
}

/** Whether there is such a stop: tiles may have been sorted or become others since the focus was there. */
export function stopExists(stop: Stop, { rows, left }: TileGeometry, count: number): boolean {
  return "layer" in stop ? left > 0 && stop.layer < rows : stop.place < count;
}
