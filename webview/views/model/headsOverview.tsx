import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { LayerAndHead } from "../../../src/attention/headSet.js";
import { fill, formatError, formatStatistic, labels } from "../../labels.js";
import { useSize, type Size } from "../../matrix/useSize.js";
import { sameHead } from "../../state/looks.js";
import { mapInView } from "../../state/mapInView.js";
import { Observed, useObserved } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { thumbnailsPainted } from "../../state/paintLedger.js";
import { useTensor } from "../../state/useTensor.js";
import type { TilesPicture } from "./drawTiles.js";
import { headChoice } from "./headChoice.js";
import { headOrder } from "./headOrder.js";
import "./heads.css";
import { HeadsGrid } from "./headsGrid.js";
import { HeadTip } from "./headTip.js";
import { OpenTiles } from "./openTiles.js";
import { SortControls } from "./sortControls.js";
import { fitTiles, flowTiles, gridSize, tileCorner } from "./tileGeometry.js";
import type { TileMark } from "./tileMarks.js";
import { TilesCanvas } from "./tilesCanvas.js";
import { TilesNote } from "./tilesNote.js";

/** The largest tile, in CSS pixels: beside another view, and as the view itself. */
const LARGEST_BESIDE = 72;
const LARGEST_ALONE = 160;
/** Between the lines of text and the tiles, and for a scroll bar that may come. */
const GAPS = 16;
const LEAST_HEIGHT = 60;

interface HeadsOverviewProps {
  /** Whether it is the view that is open. */
  readonly alone: boolean;
  /** What it may take, in CSS pixels; null until it was measured. */
  readonly room: Size | null;
}

/** All heads at a glance: a row a layer and a column a head, or in the order of a statistic. */
export function HeadsOverview({ alone, room }: HeadsOverviewProps) {
  const { store, model } = usePage();
  const head = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const headSize = useSize(head);
  const noteSize = useSize(note);
  const hint = useMemo(() => new Observed<LayerAndHead | null>(null), []);
  const { group, recipe, heads: shown } = mapInView(model);
  const { layers, heads } = group;
  const { sort, view } = model.look;
  const thumbnails = useTensor(model.tensors!.thumbnails(group.group, recipe));
  const statistics = useTensor(sort.by === "place" ? null : model.tensors!.headStatistics(group.group));
  const values = sort.by === "place" ? null : (statistics?.[sort.by] ?? null);
  const order = useMemo(
    () => headOrder(layers, heads, values, sort.descending),
    [layers, heads, values, sort.descending],
  );
  const beside = (headSize?.height ?? 0) + (noteSize?.height ?? 0) + GAPS;
  const tiles = { width: room?.width ?? 0, height: Math.max(LEAST_HEIGHT, (room?.height ?? 0) - beside) };
  const geometry = useMemo(() => {
    const largest = alone ? LARGEST_ALONE : LARGEST_BESIDE;
    return values ? flowTiles(layers * heads, tiles, largest) : fitTiles(layers, heads, tiles, largest);
  }, [layers, heads, values, tiles.width, tiles.height, alone]);
  const picture = useMemo((): TilesPicture | null => {
    if (!thumbnails || (sort.by !== "place" && !values)) return null;
    const captionOf = values && ((place: LayerAndHead) => caption(place, values[place.layer * heads + place.head]!));
    return { thumbnails, heads, order, geometry, captionOf };
  }, [thumbnails, heads, order, geometry, values, sort.by]);
  const markOf = useMemo(() => {
    const together = new Set(shown.heads.map((one) => order.placeOf(one)));
    return (place: LayerAndHead): TileMark => {
      if (!together.has(order.placeOf(place))) return "none";
      return together.size === 1 ? "alone" : sameHead(place, view) ? "leading" : "member";
    };
  }, [order, shown, view]);
  // The picture comes first; what says it, and takes keys, is there with the next frame.
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (picture) setSeen(true);
  }, [picture]);
  const painted = thumbnailsPainted(model);
  const drawn = useCallback(() => store.ledger.painted(painted), [store, painted]);
  const largest = (place: LayerAndHead) => thumbnails?.maxima[place.layer * heads + place.head] ?? 0;
  const measured = room !== null && headSize !== null && noteSize !== null;
  const grid = gridSize(geometry);
  const boxOf = (place: LayerAndHead) => {
    const { x, y } = tileCorner(geometry, order.placeOf(place));
    const { left, top } = box.current!.firstElementChild!.getBoundingClientRect();
    return new DOMRect(left + geometry.left + x, top + geometry.top + y, geometry.tile, geometry.tile);
  };
  return (
    <section class={`heads-overview ${alone ? "alone" : ""}`} aria-labelledby="heads-title">
      <div class="section-head" ref={head}>
        <h2 id="heads-title">{labels.allHeads}</h2>
        <SortControls />
        <button
          type="button"
          class="tool"
          title={labels.heads.togetherTip}
          disabled={shown.heads.length === layers * heads}
          onClick={() => headChoice.all(store)}
        >
          {labels.heads.together}
        </button>
        <Caption hint={hint} largest={thumbnails && largest} />
      </div>
      <div
        class={`heads-box ${measured && (grid.height > tiles.height || grid.width > tiles.width) ? "scrolls" : ""}`}
        ref={box}
        style={{ maxHeight: `${tiles.height}px` }}
      >
        {measured && (
          <HeadsGrid
            geometry={geometry}
            order={order}
            cells={seen}
            view={view}
            set={shown.heads}
            nameOf={(place) => {
              const { layer, head: number } = place;
              return fill(labels.thumbnail, {
                layer: layer + 1,
                head: number + 1,
                weight: formatStatistic(largest(place)),
              });
            }}
            onOpen={(place) => headChoice.open(store, place)}
            onToggle={(place) => store.toggleHead(place)}
            onLayer={(layer, adding) => headChoice.layer(store, layer, adding)}
            hint={hint}
          >
            <TilesCanvas
              alone={alone}
              picture={picture}
              geometry={geometry}
              markOf={markOf}
              scroller={box}
              room={tiles}
              onDrawn={drawn}
            />
          </HeadsGrid>
        )}
      </div>
      <div ref={note} class="tiles-foot">
        {alone && <OpenTiles picture={picture} markOf={markOf} />}
        <TilesNote />
      </div>
      <HeadTip hint={hint} group={group} boxOf={boxOf} />
    </section>
  );
}

/** What stands under a tile that is sorted by a number. */
function caption({ layer, head }: LayerAndHead, value: number): { name: string; value: string } {
  return {
    name: fill(labels.heads.tileName, { layer: layer + 1, head: head + 1 }),
    // Many zeros would not fit.
    value: value > 0 && value < 1e-3 ? formatError(value) : formatStatistic(value),
  };
}

interface CaptionProps {
  readonly hint: Observed<LayerAndHead | null>;
  readonly largest: ((head: LayerAndHead) => number) | null;
}

/** Of which head a tile is, and its largest weight: of the one pointed at, or else of the one in view. */
function Caption({ hint, largest }: CaptionProps) {
  const { model } = usePage();
  const { layer, head } = useObserved(hint) ?? model.look.view;
  if (!largest) return <span class="caption" />;
  const weight = formatStatistic(largest({ layer, head }));
  return <span class="caption">{fill(labels.thumbnailCaption, { layer: layer + 1, head: head + 1, weight })}</span>;
}
