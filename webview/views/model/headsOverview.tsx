import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fill, formatStatistic, labels } from "../../labels.js";
import { LayoutContext, type Layout } from "../../layout.js";
import { useSize, useWindowHeight } from "../../matrix/useSize.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { thumbnailsPainted } from "../../state/paintLedger.js";
import { useTensor } from "../../state/useTensor.js";
import { useRamp } from "../../theme/useRamp.js";
import { ThemeContext, useDevicePixelRatio } from "../../theme/useTheme.js";
import { drawThumbnails } from "./drawThumbnails.js";
import "./heads.css";
import { HeadsGrid, type HeadPlace } from "./headsGrid.js";
import { fitTiles, LAYER_LABELS } from "./tileGeometry.js";

/** Room for the layers' labels, the gap after them and the last outline, in CSS pixels. */
const BESIDE_TILES = LAYER_LABELS + 8;
/** The share of the window's height that thumbnails may take. */
const SHARES: Readonly<Record<Layout, number>> = { wide: 0.5, medium: 0.3, narrow: 0.36 };

/** All heads at a glance: a row a layer, a column a head. */
export function HeadsOverview() {
  const { store, model } = usePage();
  const theme = useContext(ThemeContext);
  const ramp = useRamp();
  const layout = useContext(LayoutContext);
  const ratio = useDevicePixelRatio();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(box);
  const height = useWindowHeight() * SHARES[layout];
  const [hinted, setHinted] = useState<HeadPlace | null>(null);
  const painted = thumbnailsPainted(model);
  const { group } = mapInView(model);
  const { layers, heads } = group;
  const thumbnails = useTensor(model.tensors!.thumbnails(group.group, model.look.recipe));
  const geometry = fitTiles(layers, heads, (size?.width ?? 0) - BESIDE_TILES, height);
  const { tile, gap } = geometry;
  useLayoutEffect(() => {
    if (!size || !thumbnails) return;
    drawThumbnails(canvas.current!, thumbnails, geometry, ramp, theme, ratio);
    store.ledger.painted(painted);
  }, [thumbnails, size === null, tile, gap, ramp, theme, ratio, store, painted, group]);
  const largest = (place: HeadPlace) => thumbnails?.maxima[place.layer * heads + place.head] ?? 0;
  const told = hinted ?? model.look.view;
  return (
    <section class="heads-overview" aria-labelledby="heads-title">
      <div class="section-head">
        <h2 id="heads-title">{labels.allHeads}</h2>
        <span class="caption">
          {thumbnails &&
            fill(labels.thumbnailCaption, {
              layer: told.layer + 1,
              head: told.head + 1,
              weight: formatStatistic(largest(told)),
            })}
        </span>
      </div>
      <div class="heads-box" ref={box}>
        {size && (
          <HeadsGrid
            geometry={geometry}
            view={model.look.view}
            nameOf={(place) =>
              fill(labels.thumbnail, {
                layer: place.layer + 1,
                head: place.head + 1,
                weight: formatStatistic(largest(place)),
              })
            }
            onOpen={(place) => store.lookAt({ ...place, group: group.group })}
            onHint={setHinted}
          >
            <canvas ref={canvas} class="thumbnails" style={{ left: `${LAYER_LABELS + gap}px` }} />
          </HeadsGrid>
        )}
      </div>
    </section>
  );
}
