import { THUMBNAIL_SIZE } from "../../../src/attention/thumbnails.js";
import { labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import type { PageModel } from "../../state/pageModel.js";

/** What a cell of a thumbnail stands for, and what its colours do. */
export function TilesNote() {
  const { model } = usePage();
  const notes = tilesNotes(model);
  return (
    <p class="tiles-note hint" title={notes.join(" ")}>
      {notes.map((note) => (
        <span key={note}>{note} </span>
      ))}
    </p>
  );
}

/** The same as sentences. */
export function tilesNotes(model: PageModel): readonly string[] {
  const { recipe, queries, keys } = mapInView(model);
  const { by } = model.look.sort;
  const pooled = Math.max(queries.count, keys.count) > THUMBNAIL_SIZE;
  const scale = recipe.scaledOver === "row" ? labels.heads.ownRowScale : labels.heads.ownScale;
  return [
    pooled ? labels.heads.pooled[recipe.pooling] : labels.heads.notPooled,
    scale[recipe.scale],
    ...(by === "place" ? [] : [labels.heads.statisticTips[by]]),
  ];
}
