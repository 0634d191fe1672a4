import { fill, formatStatistic, labels } from "../../labels.js";
import { useContext, useMemo } from "preact/hooks";
import { usePage } from "../../state/pageContext.js";
import { useTensor } from "../../state/useTensor.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { Legend } from "../status/legend.js";
import { useCellInHand } from "./cellInHand.js";

/** The scale of the head in view, with the weight in hand marked on it. */
export function HeadLegend() {
  const { model } = usePage();
  const theme = useContext(ThemeContext);
  const map = useTensor(model.tensors!.headMap(model.view));
  const inHand = useCellInHand();
  const maximum = map?.maximum ?? 0;
  const weight = inHand?.row && inHand.key !== null ? inHand.row[inHand.key]! : NaN;
  const unreadable = useMemo(() => map?.unreadable?.reduce((sum, cell) => sum + cell, 0) ?? 0, [map]);
  return (
    <Legend
      title={labels.scaleTitle}
      description={fill(labels.scale, { maximum: map ? formatStatistic(maximum) : "…" })}
      ramp={theme.attention}
      ticks={["0", map ? formatStatistic(maximum / 4) : "", map ? formatStatistic(maximum) : "…"]}
      marker={Number.isFinite(weight) && maximum > 0 ? Math.sqrt(weight / maximum) : null}
      unreadable={unreadable}
    />
  );
}
