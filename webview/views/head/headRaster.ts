import type { HeatMap } from "../../../src/attention/heatMap.js";
import type { Thumbnails } from "../../../src/attention/thumbnails.js";
import type { Raster } from "../../matrix/raster.js";

const rasters = new WeakMap<HeatMap, Raster>();

/** A head's map as a raster; one object per map, so that it is drawn once. */
export function rasterOfMap(map: HeatMap): Raster {
  let raster = rasters.get(map);
  if (!raster) {
    raster = { rows: map.size, columns: map.size, bytes: map.pixels, zero: 0 };
    rasters.set(map, raster);
  }
  return raster;
}

/** One head's thumbnail as a raster: exact where N ≤ its size, a first sketch of the head elsewhere. */
export function rasterOfThumbnail({ size, pixels }: Thumbnails, index: number): Raster {
  const cells = size * size;
  return { rows: size, columns: size, bytes: pixels.subarray(index * cells, (index + 1) * cells), zero: 0 };
}
