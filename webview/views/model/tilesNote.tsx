import { THUMBNAIL_SIZE } from "../../../src/attention/thumbnails.js";
import { labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";

/** What a cell of a thumbnail stands for, and what its colours do. */
export function TilesNote() {
  const { model } = usePage();
  const { recipe, queries, keys } = mapInView(model);
  const { by } = model.look.sort;
  const pooled = Math.max(queries.count, keys.count) > THUMBNAIL_SIZE;
  const scale = recipe.scaledOver === "row" ? labels.heads.ownRowScale : labels.heads.ownScale;
  return (
    <p class="tiles-note hint">
      <span>{pooled ? labels.heads.pooled[recipe.pooling] : labels.heads.notPooled}</span>{" "}
      <span>{scale[recipe.scale]}</span> {by !== "place" && <span>{labels.heads.statisticTips[by]}</span>}
    </p>
  );
}
