import type { Preferences } from "../../../src/protocol/look.js";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";

type By = Preferences["table"]["by"];

/** The head of the table; some of its columns sort it. */
export function Columns({ merged }: { readonly merged: boolean }) {
  const { table } = labels;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">{table.rank}</th>
        <Sorting by="token" text={table.token} />
        <Sorting by="weight" text={table.weight} />
        <th scope="col" title={table.cumulativeTip}>
          {table.cumulative}
        </th>
        <th scope="col" class="bar-cell" aria-hidden="true" />
        <Sorting by="position" text={table.position} />
        {merged && <th scope="col">{table.count}</th>}
      </tr>
    </thead>
  );
}

function Sorting({ by, text }: { readonly by: By; readonly text: string }) {
  const { store, model } = usePage();
  const { table } = model.look;
  const sorted = table.by === by;
  const direction = table.descending ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={sorted ? direction : "none"} class={by === "weight" ? "number" : ""}>
      <button
        type="button"
        class="sort"
        title={fill(labels.table.sortBy, { column: text })}
        // Weights are looked at from the largest on, names and positions from the first.
        onClick={() => store.look({ table: { by, descending: sorted ? !table.descending : by === "weight" } })}
      >
        {text}
        <span aria-hidden="true" class="sort-arrow">
          {sorted ? (table.descending ? "▼" : "▲") : ""}
        </span>
      </button>
    </th>
  );
}
