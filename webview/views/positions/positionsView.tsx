import { useCallback, useContext, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { positionSize } from "../../../src/attention/positions.js";
import { fill, labels } from "../../labels.js";
import { MatrixView } from "../../matrix/matrixView.js";
import type { Bands } from "../../matrix/overlayCanvas.js";
import { nothingPointed, type Pointed } from "../../matrix/pointed.js";
import type { Raster } from "../../matrix/raster.js";
import { usePage } from "../../state/pageContext.js";
import { useTensor } from "../../state/useTensor.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { encodingAxes } from "./encodingAxes.js";
import { EncodingPickers } from "./encodingPickers.js";
import { encodingName, encodingPlace } from "./encodingText.js";
import "./positions.css";
import { PositionsLegend, PositionsSentence } from "./positionsSentence.js";
import { valueRaster } from "./valueRaster.js";

/** The largest cell that fits, in CSS pixels. */
const LARGEST_CELL = 24;

/** The positional encodings, or that there are none. */
export function PositionsView() {
  const { store, model } = usePage();
  const { id, positions, positionalEncodingNote: note } = model.traced!.trace;
  const none = positions.length === 0;
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
          <Encodings key={id} />
        </>
      )}
    </div>
  );
}

/** One encoding at a time, one head of it where heads have their own. */
function Encodings() {
  const { store, model } = usePage();
  const { positions } = model.traced!.trace;
  const [encoding, setEncoding] = useState(0);
  const [head, setHead] = useState(0);
  const pickEncoding = useCallback(
    (picked: number) => {
      store.pointed.set(nothingPointed);
      setEncoding(picked);
      setHead((kept) => Math.min(kept, (positions[picked]!.heads ?? 1) - 1));
    },
    [store, positions],
  );
  return (
    <>
      <EncodingPickers
        positions={positions}
        encoding={encoding}
        head={head}
        onEncoding={pickEncoding}
        onHead={setHead}
      />
      <p class="hint">{encodingPlace(positions[encoding]!)}</p>
      <PositionsMap key={encoding} encoding={encoding} head={head} />
    </>
  );
}

/** A row a position, a column a dimension or another position. */
function PositionsMap({ encoding, head }: { readonly encoding: number; readonly head: number }) {
  const { store, model } = usePage();
  const theme = useContext(ThemeContext);
  const { trace } = model.traced!;
  const facts = trace.positions[encoding]!;
  const size = positionSize(facts);
  const values = useTensor(model.tensors!.positionalEncoding(encoding, head));
  const scaled = useMemo(
    () => values && valueRaster(values, size.rows, size.columns),
    [values, size.rows, size.columns],
  );
  const axes = useMemo(() => encodingAxes(facts, trace), [facts, trace]);
  const drawn = useCallback(
    (raster: Raster) => {
      if (raster === scaled?.raster) store.ledger.painted(`positions ${trace.id}`);
    },
    [scaled, store, trace.id],
  );
  const reveal = (row: number) => {
    if (axes.rowTokens) store.reveal(row, axes.side);
  };
  const name = encodingName(facts, trace.positions);
  const isSquare = axes.columnTokens !== null && size.rows > 1;
  return (
    <MatrixView
      shape={{ ...size, aspect: isSquare ? 1 : Infinity, largest: LARGEST_CELL }}
      raster={scaled?.raster ?? null}
      ramp={theme.positions}
      rows={axes.rows}
      columns={axes.columns}
      titles={axes.titles}
      label={fill(labels.positionsMap, { name, count: size.rows, dimension: size.columns })}
      hint={labels.positionsGridHint}
      pointed={store.pointed}
      pins={NOTHING_PINNED}
      selected={NOTHING_SELECTED}
      toolbar={<PositionsLegend scaled={scaled} values={values} dimension={size.columns} />}
      sentence={<PositionsSentence values={values} dimension={size.columns} axes={axes} part={facts.part} />}
      spoken={store.spoken}
      onPick={({ row }) => reveal(row)}
      onRowLabel={null}
      onColumnLabel={null}
      onKey={(event) => revealByKey(event, store.pointed.value.row, reveal)}
      onDrawn={drawn}
    />
  );
}

const NOTHING_PINNED: readonly Pointed[] = [];
const NOTHING_SELECTED: Bands = { rows: new Set(), columns: new Set() };

function revealByKey(event: KeyboardEvent, row: number | null, reveal: (row: number) => void): boolean {
  if (event.key !== "Enter" || row === null) return false;
  reveal(row);
  return true;
}
