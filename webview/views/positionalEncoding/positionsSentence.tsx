import { useContext, useLayoutEffect } from "preact/hooks";
import { fill, formatValue, formatWeight, labels } from "../../labels.js";
import { Phrase } from "../../phrase.js";
import { useObserved } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { TokenName } from "../../tokens/tokenName.js";
import { labelsOf } from "../../tokens/traceLabels.js";
import { Legend } from "../status/legend.js";
import type { ValueRaster } from "./valueRaster.js";

interface PositionsProps {
  /** `[N, d]`; null while it is on its way. */
  readonly values: Float32Array | null;
  readonly dimension: number;
}

/** What the cell under the pointer says, in words. */
export function PositionsSentence({ values, dimension }: PositionsProps) {
  const { store, model } = usePage();
  const { row, column } = useObserved(store.pointed);
  const names = labelsOf(model.traced!.trace.tokens);
  const value = values && row !== null && column !== null ? values[row * dimension + column]! : null;
  const spoken =
    value === null
      ? null
      : fill(labels.positionToken, {
          position: row!,
          token: names.labels[row!]!,
          dimension: column!,
          value: formatValue(value),
        });
  useLayoutEffect(() => store.spoken.set(spoken === null ? null : { row, column, text: spoken }), [spoken]);
  if (row === null && column === null) return <p class="sentence hint">{labels.positionsHint}</p>;
  const template = row === null ? labels.dimensionAlone : column === null ? labels.positionAlone : labels.positionToken;
  return (
    <p class="sentence" data-position={row ?? undefined} data-dimension={column ?? undefined}>
      <Phrase
        template={template}
        slots={{
          position: row,
          dimension: column,
          token: row !== null && <TokenName of={{ ...names, ambiguous: [] }} token={row} />,
          value: value !== null && (
            <data class="weight" value={String(value)} title={String(value)}>
              {formatValue(value)}
            </data>
          ),
        }}
      />
    </p>
  );
}

/** The scale of the values, with the one under the pointer marked on it. */
export function PositionsLegend({
  values,
  dimension,
  scaled,
}: PositionsProps & { readonly scaled: ValueRaster | null }) {
  const { store } = usePage();
  const theme = useContext(ThemeContext);
  const { row, column } = useObserved(store.pointed);
  const maximum = scaled?.maximum ?? 0;
  const shown = scaled ? formatWeight(maximum) : "…";
  const value = values && row !== null && column !== null ? values[row * dimension + column]! : null;
  return (
    <Legend
      title={labels.positionsScaleTitle}
      description={fill(labels.positionsScale, { maximum: shown })}
      ramp={theme.positions}
      ticks={[`−${shown}`, "0", shown]}
      marker={value === null || !Number.isFinite(value) || maximum === 0 ? null : (value / maximum + 1) / 2}
    />
  );
}
