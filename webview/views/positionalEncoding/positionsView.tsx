import { useCallback, useContext, useLayoutEffect, useMemo } from "preact/hooks";
import { fill, labels } from "../../labels.js";
import type { AxisText } from "../../matrix/axis.js";
import { MatrixView } from "../../matrix/matrixView.js";
import type { Bands } from "../../matrix/overlayCanvas.js";
import { nothingPointed } from "../../matrix/pointed.js";
import type { Raster } from "../../matrix/raster.js";
import { usePage } from "../../state/pageContext.js";
import { useTensor } from "../../state/useTensor.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { labelsOf } from "../../tokens/traceLabels.js";
import { PositionsLegend, PositionsSentence } from "./positionsSentence.js";
import { valueRaster } from "./valueRaster.js";

/** The largest cell that fits, in CSS pixels. */
const LARGEST_CELL = 24;

/** The positional encoding, or that there is none: an encoder may tell positions otherwise. */
export function PositionsView() {
  const { store, model } = usePage();
  const { id, positionalEncodingNote: note } = model.traced!.trace;
  const values = useTensor(model.tensors!.positionalEncoding);
  const none = values?.length === 0;
  useLayoutEffect(() => {
    if (none) store.ledger.painted(`positions ${id}`);
  }, [none, store, id]);
  return (
    <div class="positions">
      {none ? (
        <p class="hint">{note === null ? labels.noPositions : fill(labels.noPositionsBecause, { reason: note })}</p>
      ) : (
        <>
          {note !== null && <p class="hint">{note}</p>}
          <PositionsMap values={values} />
        </>
      )}
    </div>
  );
}

/** A row a position, a column a dimension. */
function PositionsMap({ values }: { readonly values: Float32Array | null }) {
  const { store, model } = usePage();
  const theme = useContext(ThemeContext);
  const { trace } = model.traced!;
  const n = trace.tokens.ids.length;
  const dimension = values ? values.length / n : (trace.encoder.dimension ?? 1);
  const scaled = useMemo(() => values && valueRaster(values, n, dimension), [values, n, dimension]);
  const rows = useMemo<AxisText>(() => {
    const names = labelsOf(trace.tokens).labels;
    return { labels: names.map((name, position) => `${name} ${position}`) };
  }, [trace]);
  const columns = useMemo<AxisText>(
    () => ({ labels: Array.from({ length: dimension }, (_, index) => String(index)) }),
    [dimension],
  );
  const drawn = useCallback(
    (raster: Raster) => {
      if (raster === scaled?.raster) store.ledger.painted(`positions ${trace.id}`);
    },
    [scaled, store, trace.id],
  );
  return (
    <MatrixView
      key={trace.id}
      shape={{ rows: n, columns: dimension, aspect: Infinity, largest: LARGEST_CELL }}
      raster={scaled?.raster ?? null}
      ramp={theme.positions}
      rows={rows}
      columns={columns}
      corner={[labels.positionsDown, labels.dimensionsAcross]}
      label={fill(labels.positionsMap, { count: n, dimension })}
      hint={labels.positionsGridHint}
      pointed={store.pointed}
      pinned={nothingPointed}
      selected={NOTHING_SELECTED}
      toolbar={<PositionsLegend scaled={scaled} values={values} dimension={dimension} />}
      sentence={<PositionsSentence values={values} dimension={dimension} />}
      spoken={store.spoken}
      onPick={({ row }) => store.reveal(row, "source")}
      onRowLabel={null}
      onColumnLabel={null}
      onKey={(event) => revealByKey(event, store.pointed.value.row, (row) => store.reveal(row, "source"))}
      onDrawn={drawn}
    />
  );
}

const NOTHING_SELECTED: Bands = { rows: new Set(), columns: new Set() };

function revealByKey(event: KeyboardEvent, row: number | null, reveal: (row: number) => void): boolean {
  if (event.key !== "Enter" || row === null) return false;
  reveal(row);
  return true;
}
