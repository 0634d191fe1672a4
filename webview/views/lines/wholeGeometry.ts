import type { MapInView } from "../../state/mapInView.js";
import { labelWidths, tokenFont } from "./labelWidths.js";
import type { LinesGeometry } from "./linesGeometry.js";
import { extentOf } from "./sideLayout.js";

/** In CSS pixels: 200 tokens in columns at full size, and four times as much is what browsers' canvases hold. */
const LONGEST_PICTURE = 3600;
/** Between columns, so that a title fits above; and the room of labels in a narrow panel is not a file's. */
const LEAST_GAP = 280;
const WEIGHT = 72;
const MOST_LABELS = 220;

/** Where everything stands in a picture of its own, whatever is scrolled to: labels at full size, or all fitted in. */
export function wholeGeometry(geometry: LinesGeometry, { queries, keys }: MapInView): LinesGeometry {
  const extent = Math.max(extentOf(geometry.queries), extentOf(geometry.keys), 1);
  const zoom = Math.min(1, LONGEST_PICTURE / extent);
  const whole = { ...geometry, zoom, scrolled: 0, length: Math.ceil(extent * zoom) };
  if (geometry.orientation === "horizontal") return whole;
  const widths = [queries, keys].flatMap(({ names }) => Array.from(labelWidths(names.labels, tokenFont())));
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const labels = Math.max(geometry.labels, Math.min(MOST_LABELS, Math.ceil(widest + WEIGHT)));
  return { ...whole, labels, gap: Math.max(LEAST_GAP, geometry.gap) };
}
