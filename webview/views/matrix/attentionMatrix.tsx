import { useCallback, useContext, useMemo, useRef } from "preact/hooks";
import { isFaint } from "../../../src/attention/attentionLeft.js";
import { isSpecial } from "../../../src/attention/tokens.js";
import { isOfOneSequence } from "../../../src/attention/traceGroup.js";
import type { Pin } from "../../../src/protocol/look.js";
import { useShown } from "../../export/shown.js";
import { fill, formatStatistic, labels } from "../../labels.js";
import type { AxisText } from "../../matrix/axis.js";
import { MatrixView } from "../../matrix/matrixView.js";
import type { Pointed } from "../../matrix/pointed.js";
import type { Raster } from "../../matrix/raster.js";
import type { Viewport } from "../../matrix/viewport.js";
import { mapInView, tokenOf, unitOf, unitsOfTokens, type AxisUnits } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { viewPainted } from "../../state/paintLedger.js";
import { useTensor } from "../../state/useTensor.js";
import { useRamp } from "../../theme/useRamp.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { AttentionLeft } from "../rowInHand/attentionLeft.js";
import { useCellInHand } from "../rowInHand/cellInHand.js";
import { headsText } from "../rowInHand/placeText.js";
import { Sentence } from "../rowInHand/sentence.js";
import { ticksOf, WeightLegend } from "../rowInHand/weightLegend.js";
import "./attentionMatrix.css";
import { cellKey } from "./cellKeys.js";
import { highlightedTokens } from "./highlighted.js";
import { matrixFigure } from "./matrixFigure.js";
import { sumsOfMap } from "./sumsOfMap.js";
import { usePrefetch } from "./usePrefetch.js";
import { rasterOfMap, rasterOfThumbnail } from "./weightRaster.js";

/** The largest cell of a map that fits, in CSS pixels: two tokens need not fill a screen. */
const LARGEST_CELL = 44;

/** A cell between two sides' tokens may be so many times as long as wide: more of a map's room is used, and it stays one. */
const LONGEST_CELL = 2;

/** The map in view, large: one head, or several combined. */
export function AttentionMatrix() {
  const { store, model } = usePage();
  const ramp = useRamp();
  const theme = useContext(ThemeContext);
  const { view } = model.look;
  const inView = mapInView(model);
  const { group, several, heads, recipe, queries, keys } = inView;
  const map = useTensor(model.tensors!.heatMap(heads, recipe));
  const thumbnails = useTensor(model.tensors!.thumbnails(view.group, recipe));
  const index = heads.heads.length === 1 ? view.layer * group.heads + view.head : null;
  const sketch = useMemo(
    () => (thumbnails && index !== null ? rasterOfThumbnail(thumbnails, index) : null),
    [thumbnails, index],
  );
  const exact = map && rasterOfMap(map);
  const queryText = useAxisText(queries, map?.left ?? null);
  const keyText = useAxisText(keys, null);
  const highlighted = useMemo(() => {
    const units = (axis: AxisUnits) =>
      unitsOfTokens(axis, highlightedTokens(axis.tokens, model.editorTokens[axis.side]));
    return { rows: units(queries), columns: units(keys) };
  }, [queries, keys, model.editorTokens]);
  const pins = useMemo(
    () => model.look.pins.map(({ query, key }) => ({ row: unitOf(queries, query), column: unitOf(keys, key) })),
    [model.look.pins, queries, keys],
  );
  const pinned = pins.at(-1);
  const sums = useMemo(() => map && sumsOfMap(map, queries, keys), [map, queries, keys]);
  const painted = viewPainted(model, "matrix");
  const drawn = useCallback(
    (raster: Raster) => {
      if (raster === exact) store.ledger.painted(painted);
    },
    [exact, store, painted],
  );
  usePrefetch(map !== null);
  const label = fill(labels.headMap, {
    place: headsText(heads, several),
    queries: queries.count,
    keys: keys.count,
  });
  const twoTexts = several || group.queries !== group.keys;
  const titles = {
    down: twoTexts ? labels.queriesDownOf[group.queries] : labels.queriesDown,
    across: twoTexts ? labels.keysAcrossOf[group.keys] : labels.keysAcross,
    downTip: group.queries === "produced" ? labels.map.producedRowTitle : labels.map.rowTitle,
    acrossTip: labels.map.columnTitle,
  };
  const viewport = useRef<Viewport | null>(null);
  useShown({
    figure: () =>
      map &&
      viewport.current &&
      matrixFigure({
        title: label,
        raster: rasterOfMap(map),
        ramp,
        theme,
        viewport: viewport.current,
        rows: queries.names.labels,
        columns: keys.names.labels,
        titles,
        pins,
        legend:
          recipe.scaledOver === "row"
            ? { title: labels.rowScaleTitle, ticks: ["0", "", labels.map.largestOfRow] }
            : {
                title: fill(labels.scales[recipe.scale], { maximum: formatStatistic(map.maximum) }),
                ticks: ticksOf(map.maximum, recipe),
              },
      }),
    table: () => ({ kind: "matrix" }),
  });
  const pinOf = ({ row, column }: Pointed): Pin => ({
    query: row === null ? null : tokenOf(queries, row),
    key: column === null ? null : tokenOf(keys, column),
  });
  return (
    <MatrixView
      key={`${model.traced!.trace.id} ${view.group}`}
      shape={{
        rows: queries.count,
        columns: keys.count,
        aspect: isOfOneSequence(group) ? 1 : LONGEST_CELL,
        largest: LARGEST_CELL,
      }}
      raster={exact ?? sketch}
      ramp={ramp}
      rows={queryText}
      columns={keyText}
      titles={titles}
      sums={sums}
      label={label}
      hint={labels.gridHint}
      pointed={store.pointed}
      pins={pins}
      selected={highlighted}
      toolbar={<WeightLegend />}
      sentence={
        <>
          <Sentence />
          <RowLeft left={map?.left ?? null} />
        </>
      }
      spoken={store.spoken}
      onPick={(cell, event) => {
        const pin = pinOf(cell);
        if (event.ctrlKey || event.metaKey) store.togglePin(pin);
        // A second click on the same cell lets go of it.
        else store.pin(pinned?.row === cell.row && pinned.column === cell.column ? null : pin);
      }}
      onRowLabel={(unit) => store.reveal(tokenOf(queries, unit), queries.side)}
      onColumnLabel={(unit) => store.reveal(tokenOf(keys, unit), keys.side)}
      onKey={(event) => cellKey(event, store)}
      onDrawn={drawn}
      window={viewport}
    />
  );
}

/** How much attention is left of the row in hand. */
function RowLeft({ left }: { readonly left: Float32Array | null }) {
  const inHand = useCellInHand();
  return <AttentionLeft left={left} queries={inHand ? [inHand.query] : []} />;
}

/** What an axis says of its units. @param left as in `HeatMap`, of the rows' axis */
function useAxisText(axis: AxisUnits, left: Float32Array | null): AxisText {
  const { store, model } = usePage();
  const { tokens, side, units, names } = axis;
  const edited = model.edited[side];
  return useMemo(() => {
    // Where none stands for text, as a decoder's that were generated, standing for none is nothing special.
    const allSpecial = tokens.segments.every((segment) => segment === -1);
    const editedUnits = unitsOfTokens(axis, edited);
    const special = (unit: number) => isSpecial(tokens, units.firsts[unit]!) && !allSpecial;
    return {
      labels: names.labels,
      classOf: (unit) => {
        const mark = editedUnits.has(unit) ? "edited" : special(unit) ? "special" : "";
        return isFaint(left?.[unit]) ? `faint ${mark}` : mark;
      },
      tooltipOf: (unit) => store.whyHidden(units.firsts[unit]!, side) ?? labels.reveal,
    };
  }, [store, axis, edited, left]);
}
