import { useContext, useLayoutEffect } from "preact/hooks";
import type { PositionPart } from "../../../src/attention/positions.js";
import { fill, formatValue, formatWeight, labels } from "../../labels.js";
import { Phrase } from "../../phrase.js";
import { useObserved } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { TokenName } from "../../tokens/tokenName.js";
import type { UnitLabels } from "../../tokens/unitLabels.js";
import { Legend } from "../status/legend.js";
import type { EncodingAxes } from "./encodingAxes.js";
import type { ValueRaster } from "./valueRaster.js";

interface PositionsProps {
  /** `[rows, dimension]`; null while it is on its way. */
  readonly values: Float32Array | null;
  readonly dimension: number;
}

interface PositionsSentenceProps extends PositionsProps {
  readonly axes: EncodingAxes;
  readonly part: PositionPart;
}

/** What the cell under the pointer says, in words. */
export function PositionsSentence({ values, dimension, axes, part }: PositionsSentenceProps) {
  const { store } = usePage();
  const { row, column } = useObserved(store.pointed);
  const value = values && row !== null && column !== null ? (values[row * dimension + column] ?? null) : null;
  const name = (tokens: UnitLabels | null, place: number | null) =>
    place === null ? "" : (tokens?.labels[place] ?? place);
  const spoken =
    value === null
      ? null
      : fill(axes.cell, {
          position: row!,
          token: name(axes.rowTokens, row),
          dimension: column!,
          key: name(axes.columnTokens, column),
          value: formatValue(value),
        });
  useLayoutEffect(() => store.spoken.set(spoken === null ? null : { row, column, text: spoken }), [spoken]);
  if (row === null && column === null) return <p class="sentence hint">{labels.positionHints[part]}</p>;
  return (
    <p class="sentence" data-position={row ?? undefined} data-dimension={column ?? undefined}>
      <Phrase
        template={row === null || column === null ? oneAxis(axes, row !== null) : axes.cell}
        slots={{
          position: row,
          dimension: column,
          token: <Place of={axes.rowTokens} place={row} />,
          key: <Place of={axes.columnTokens} place={column} />,
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

/** A sentence where a row or a column is pointed at, and no cell. */
function oneAxis({ rowTokens, columnTokens }: EncodingAxes, isRow: boolean): string {
  if (isRow) return rowTokens ? labels.positionAlone : labels.tableRowAlone;
  return columnTokens ? labels.biasKeyAlone : labels.dimensionAlone;
}

/** A token, by name where there is one. */
function Place({ of, place }: { readonly of: UnitLabels | null; readonly place: number | null }) {
  if (place === null) return null;
  return of ? <TokenName of={{ ...of, ambiguous: [] }} token={place} /> : <>{place}</>;
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
  const value = values && row !== null && column !== null ? (values[row * dimension + column] ?? null) : null;
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
