import { headStatistics } from "../../../src/attention/headStatistics.js";
import type { Look } from "../../../src/protocol/look.js";
import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";

type SortBy = Look["sort"]["by"];

/** What the thumbnails are sorted by, and which way. */
export function SortControls() {
  const { store, model } = usePage();
  const { by, descending } = model.look.sort;
  const sort = (changed: Partial<Look["sort"]>) => store.look({ sort: { ...model.look.sort, ...changed } });
  const direction = descending ? labels.heads.largestFirst : labels.heads.smallestFirst;
  return (
    <div class="sort-controls">
      <select
        class="picker"
        aria-label={labels.heads.sortBy}
        title={sortTip(by)}
        value={by}
        onChange={({ currentTarget }) => sort({ by: currentTarget.value as SortBy })}
      >
        {(["place", ...headStatistics] as const).map((one) => (
          <option key={one} value={one} title={sortTip(one)}>
            {sortName(one)}
          </option>
        ))}
      </select>
      {by !== "place" && (
        <button
          type="button"
          class="tool"
          aria-label={direction}
          title={direction}
          onClick={() => sort({ descending: !descending })}
        >
          {descending ? "↓" : "↑"}
        </button>
      )}
    </div>
  );
}

/** What sorting by something is called. */
export function sortName(by: SortBy): string {
  return by === "place" ? labels.heads.byPlace : labels.heads.statistics[by];
}

function sortTip(by: SortBy): string {
  return by === "place" ? labels.heads.byPlaceTip : labels.heads.statisticTips[by];
}
