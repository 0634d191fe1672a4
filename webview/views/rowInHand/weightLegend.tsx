import { useMemo } from "preact/hooks";
import { heatMap, LOGARITHMIC_RANGE, type HeatMap } from "../../../src/attention/heatMap.js";
import type { Recipe } from "../../../src/attention/recipe.js";
import { fill, formatStatistic, labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { useTensor } from "../../state/useTensor.js";
import { useRamp } from "../../theme/useRamp.js";
import { Legend } from "../status/legend.js";
import { useCellInHand, type CellInHand } from "./cellInHand.js";

/** The scale of the map in view, with the weight in hand marked on it. */
export function WeightLegend() {
  const { model } = usePage();
  const ramp = useRamp();
  const { heads, recipe } = mapInView(model);
  const map = useTensor(model.tensors!.heatMap(heads, recipe));
  const inHand = useCellInHand();
  const maximum = maximumOf(map, inHand, recipe);
  const weight = inHand?.row && inHand.key !== null ? inHand.row[inHand.key]! : NaN;
  const unreadable = useMemo(() => map?.unreadable?.reduce((sum, cell) => sum + cell, 0) ?? 0, [map]);
  const shown = maximum === null ? "…" : formatStatistic(maximum);
  return (
    <Legend
      title={recipe.scaledOver === "row" ? labels.rowInHandScaleTitle : labels.scaleTitle}
      description={fill(labels.scales[recipe.scale], { maximum: shown })}
      ramp={ramp}
      ticks={maximum === null ? ["", "", "…"] : ticksOf(maximum, recipe)}
      marker={Number.isFinite(weight) && maximum !== null && maximum > 0 ? markerAt(weight, maximum, recipe) : null}
      unreadable={unreadable}
    />
  );
}

/** What the far end of the scale stands for: of rows that have their own, in the row in hand. */
function maximumOf(map: HeatMap | null, inHand: CellInHand | null, { scaledOver }: Recipe): number | null {
  if (!map) return null;
  if (scaledOver === "map") return map.maximum;
  return inHand ? (map.rowMaxima?.[inHand.query] ?? null) : null;
}

/** What stands under a scale: at its start, its middle and its end. */
export function ticksOf(maximum: number, { scale }: Recipe): readonly [string, string, string] {
  // The weight that the middle of the scale stands for.
  const middle = { linear: 1 / 2, squareRoot: 1 / 4, logarithmic: LOGARITHMIC_RANGE ** -0.5 }[scale];
  const least = scale === "logarithmic" ? tick(maximum / LOGARITHMIC_RANGE) : "0";
  return [least, tick(maximum * middle), tick(maximum)];
}

/** Many zeros would not fit below a scale. */
function tick(weight: number): string {
  return weight > 0 && weight < 1e-3 ? weight.toExponential(2) : formatStatistic(weight);
}

/** Where a weight stands on the scale, in [0, 1]. */
export function markerAt(weight: number, maximum: number, { scale }: Recipe): number {
  return heatMap(Float32Array.of(weight, maximum), 2, { scale, scaledOver: "map" }).pixels[0]! / 255;
}
