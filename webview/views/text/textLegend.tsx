import type { HeatMap } from "../../../src/attention/heatMap.js";
import { fill, formatStatistic, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { useRamp } from "../../theme/useRamp.js";
import { markerAt, ticksOf } from "../rowInHand/weightLegend.js";
import { Legend } from "../status/legend.js";

interface TextLegendProps {
  /** Of one row: the weights that the text is painted by. */
  readonly map: HeatMap;
  /** The weight in hand; NaN for none. */
  readonly weight: number;
}

/** The scale that the text is painted on, up to the largest weight in it. */
export function TextLegend({ map, weight }: TextLegendProps) {
  const { model } = usePage();
  const ramp = useRamp();
  const { recipe } = model.look;
  const { maximum, unreadable } = map;
  const broken = unreadable?.reduce((sum, cell) => sum + cell, 0) ?? 0;
  const shown = formatStatistic(maximum);
  return (
    <>
      <Legend
        title={labels.text.scaleTitle}
        description={fill(labels.scales[recipe.scale], { maximum: shown })}
        ramp={ramp}
        ticks={ticksOf(maximum, recipe)}
        marker={Number.isFinite(weight) && maximum > 0 ? markerAt(weight, maximum, recipe) : null}
      />
      {broken > 0 && (
        <span class="caption">
          {broken === 1 ? labels.text.oneUnreadable : fill(labels.text.unreadable, { count: broken })}
        </span>
      )}
    </>
  );
}
