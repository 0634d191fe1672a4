import { isSpecial, type Tokens } from "../../../src/attention/tokens.js";
import { mapSize, type TokenSide } from "../../../src/attention/traceGroup.js";
import { useCallback, useContext, useMemo } from "preact/hooks";
import { fill, labels } from "../../labels.js";
import { MatrixView } from "../../matrix/matrixView.js";
import type { AxisText } from "../../matrix/axis.js";
import { nothingPointed } from "../../matrix/pointed.js";
import type { Raster } from "../../matrix/raster.js";
import { usePage } from "../../state/pageContext.js";
import { groupInView } from "../../state/groupInView.js";
import type { Pin } from "../../state/pageModel.js";
import { useTensor } from "../../state/useTensor.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { labelsOf } from "../../tokens/traceLabels.js";
import "./head.css";
import { headKey } from "./headKeys.js";
import { highlightedTokens } from "./highlighted.js";
import { HeadPickers } from "./headPickers.js";
import { rasterOfMap, rasterOfThumbnail } from "./headRaster.js";
import { placeText } from "./placeText.js";
import { Sentence } from "./sentence.js";

/** The largest cell of a map that fits, in CSS pixels: two tokens need not fill a screen. */
const LARGEST_CELL = 44;

/** A cell between two sides' tokens may be so many times as long as wide: more of a map's room is used, and it stays one. */
const LONGEST_CELL = 2;

/** The head in view, large. */
export function HeadView() {
  const { store, model } = usePage();
  const theme = useContext(ThemeContext);
  const { trace } = model.traced!;
  const { view } = model;
  const { group, queries, keys, several } = groupInView(model);
  const { rows, columns } = mapSize(trace, group);
  const map = useTensor(model.tensors!.headMap(view));
  const thumbnails = useTensor(model.tensors!.thumbnails(view.group));
  const index = view.layer * group.heads + view.head;
  const sketch = useMemo(() => thumbnails && rasterOfThumbnail(thumbnails, index), [thumbnails, index]);
  const exact = map && rasterOfMap(map);
  const queryText = useAxisText(queries, group.queries);
  const keyText = useAxisText(keys, group.keys);
  const highlighted = useMemo(
    () => ({
      rows: highlightedTokens(queries, model.editorTokens[group.queries]),
      columns: highlightedTokens(keys, model.editorTokens[group.keys]),
    }),
    [queries, keys, group, model.editorTokens],
  );
  const pinned = useMemo(
    () => (model.pinned ? { row: model.pinned.query, column: model.pinned.key } : nothingPointed),
    [model.pinned],
  );
  const drawn = useCallback(
    (raster: Raster) => {
      if (raster === exact) store.ledger.painted(`head ${trace.id} ${view.group} ${view.layer} ${view.head}`);
    },
    [exact, store, trace.id, view.group, view.layer, view.head],
  );
  return (
    <MatrixView
      key={`${trace.id} ${view.group}`}
      shape={{ rows, columns, aspect: group.queries === group.keys ? 1 : LONGEST_CELL, largest: LARGEST_CELL }}
      raster={exact ?? sketch}
      ramp={theme.attention}
      rows={queryText}
      columns={keyText}
      corner={
        several
          ? [labels.queriesDownOf[group.queries], labels.keysAcrossOf[group.keys]]
          : [labels.queriesDown, labels.keysAcross]
      }
      label={fill(labels.headMap, { place: placeText(view, several), queries: rows, keys: columns })}
      hint={labels.gridHint}
      pointed={store.pointed}
      pinned={pinned}
      selected={highlighted}
      toolbar={<HeadPickers />}
      sentence={<Sentence />}
      spoken={store.spoken}
      onPick={({ row, column }) => store.pin(isPinned(model.pinned, row, column) ? null : { query: row, key: column })}
      onRowLabel={(token) => store.reveal(token, group.queries)}
      onColumnLabel={(token) => store.reveal(token, group.keys)}
      onKey={(event) => headKey(event, store)}
      onDrawn={drawn}
    />
  );
}

/** What an axis says of the tokens of one side. */
function useAxisText(tokens: Tokens, side: TokenSide): AxisText {
  const { store, model } = usePage();
  const edited = model.edited[side];
  // Where none stands for text, as a decoder's that were generated, standing for none is nothing special.
  const allSpecial = tokens.segments.every((segment) => segment === -1);
  return useMemo(
    () => ({
      labels: labelsOf(tokens).labels,
      classOf: (token) => (edited.has(token) ? "edited" : isSpecial(tokens, token) && !allSpecial ? "special" : ""),
      tooltipOf: (token) => store.whyHidden(token, side) ?? labels.reveal,
    }),
    [store, tokens, side, edited, allSpecial],
  );
}

/** Whether a click is the second one on the same cell, which lets go of it. */
function isPinned(pinned: Pin | null, query: number, key: number): boolean {
  return pinned?.query === query && pinned.key === key;
}
