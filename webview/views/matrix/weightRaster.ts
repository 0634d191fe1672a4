import { isFaint } from "../../../src/attention/attentionLeft.js";
import type { HeatMap } from "../../../src/attention/heatMap.js";
import type { Thumbnails } from "../../../src/attention/thumbnails.js";
import type { Raster } from "../../matrix/raster.js";

const rasters = new WeakMap<HeatMap, Raster>();

/** A map's pixels as a raster; one object per map, so that it is drawn once. */
export function rasterOfMap(map: HeatMap): Raster {
  let raster = rasters.get(map);
  if (!raster) {
    const { rows, columns, pixels: bytes, unreadable, left } = map;
    raster = {
      rows,
      columns,
      bytes,
      zero: 0,
      unreadable,
      faint: left && Uint8Array.from(left, (share) => Number(isFaint(share))),
    };
    rasters.set(map, raster);
  }
  return raster;
}

/** One head's thumbnail as a raster: exact where the map is no larger, a first sketch of the head elsewhere. */
export function rasterOfThumbnail({ rows, columns, pixels, unreadable }: Thumbnails, index: number): Raster {
  const [first, past] = [index * rows * columns, (index + 1) * rows * columns];
  const bytes = pixels.subarray(first, past);
  return { rows, columns, bytes, zero: 0, unreadable: unreadable?.subarray(first, past) ?? null };
}
