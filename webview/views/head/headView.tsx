import { isSpecial } from "../../../src/attention/tokens.js";
import { useCallback, useContext, useMemo } from "preact/hooks";
import { fill, labels } from "../../labels.js";
import { MatrixView } from "../../matrix/matrixView.js";
import type { AxisText } from "../../matrix/axis.js";
import { nothingPointed } from "../../matrix/pointed.js";
import type { Raster } from "../../matrix/raster.js";
import { usePage } from "../../state/pageContext.js";
import type { Pin } from "../../state/pageModel.js";
import { useTensor } from "../../state/useTensor.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { labelsOf } from "../../tokens/traceLabels.js";
import "./head.css";
import { headKey } from "./headKeys.js";
import { highlightedTokens } from "./highlighted.js";
import { HeadPickers } from "./headPickers.js";
import { rasterOfMap, rasterOfThumbnail } from "./headRaster.js";
import { Sentence } from "./sentence.js";

/** The largest cell of a map that fits, in CSS pixels: two tokens need not fill a screen. */
const LARGEST_CELL = 44;

/** The head in view, large. */
export function HeadView() {
  const { store, model } = usePage();
  const theme = useContext(ThemeContext);
  const { trace } = model.traced!;
  const { view } = model;
  const n = trace.tokens.ids.length;
  const map = useTensor(model.tensors!.headMap(view));
  const thumbnails = useTensor(model.tensors!.thumbnails);
  const index = view.layer * trace.encoder.heads + view.head;
  const sketch = useMemo(() => thumbnails && rasterOfThumbnail(thumbnails, index), [thumbnails, index]);
  const exact = map && rasterOfMap(map);
  const text = useMemo<AxisText>(() => {
    return {
      labels: labelsOf(trace).labels,
      classOf: (token) => (model.edited.has(token) ? "edited" : isSpecial(trace.tokens, token) ? "special" : ""),
      tooltipOf: (token) => store.whyHidden(token) ?? labels.reveal,
    };
  }, [store, trace, model.edited]);
  const highlighted = useMemo(() => highlightedTokens(trace.tokens, model.editorTokens), [trace, model.editorTokens]);
  const pinned = useMemo(
    () => (model.pinned ? { row: model.pinned.query, column: model.pinned.key } : nothingPointed),
    [model.pinned],
  );
  const drawn = useCallback(
    (raster: Raster) => {
      if (raster === exact) store.ledger.painted(`head ${trace.id} ${view.layer} ${view.head}`);
    },
    [exact, store, trace.id, view.layer, view.head],
  );
  return (
    <MatrixView
      key={trace.id}
      shape={{ rows: n, columns: n, square: true, largest: LARGEST_CELL }}
      raster={exact ?? sketch}
      ramp={theme.attention}
      rows={text}
      columns={text}
      corner={[labels.queriesDown, labels.keysAcross]}
      label={fill(labels.headMap, { layer: view.layer + 1, head: view.head + 1, count: n })}
      hint={labels.gridHint}
      pointed={store.pointed}
      pinned={pinned}
      selected={highlighted}
      toolbar={<HeadPickers />}
      sentence={<Sentence />}
      spoken={store.spoken}
      onPick={({ row, column }) => store.pin(isPinned(model.pinned, row, column) ? null : { query: row, key: column })}
      onLabel={(token) => store.reveal(token)}
      onKey={(event) => headKey(event, store)}
      onDrawn={drawn}
    />
  );
}

/** Whether a click is the second one on the same cell, which lets go of it. */
function isPinned(pinned: Pin | null, query: number, key: number): boolean {
  return pinned?.query === query && pinned.key === key;
}
