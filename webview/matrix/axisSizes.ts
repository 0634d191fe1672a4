import { widestLabel } from "./labelWidth.js";
import type { Size } from "./useSize.js";

/** Labels take no more than this share of the room, or this many pixels. */
const MOST_SHARE = 0.28;
const MOST = 132;
/** But so many in any case. */
const LEAST = 48;
const PADDING = 14;
/** What is written in the corner between them has room. */
const CORNER_WIDTH = 56;
const CORNER_HEIGHT = 36;

/** The width of the rows' labels and the height of the columns', as their texts want it within the room there is. */
export function axisSizes(rows: readonly string[], columns: readonly string[], { width, height }: Size): Size {
  const font = getComputedStyle(document.body).getPropertyValue("--token-font").trim() || "12px monospace";
  const fit = (widest: number, length: number) =>
    Math.ceil(Math.min(widest + PADDING, MOST, Math.max(LEAST, length * MOST_SHARE)));
  return {
    width: Math.max(CORNER_WIDTH, fit(widestLabel(rows, font), width)),
    height: Math.max(CORNER_HEIGHT, fit(widestLabel(columns, font), height)),
  };
}
