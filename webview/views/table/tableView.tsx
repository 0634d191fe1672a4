import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { useShown } from "../../export/shown.js";
import { labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { viewPainted } from "../../state/paintLedger.js";
import { useAskedWeights, type Asked } from "../text/asked.js";
import { askedTable } from "../text/askedTable.js";
import { DirectionSwitch } from "../text/directionSwitch.js";
import { PinnedList } from "../text/pinnedList.js";
import { answeringAxis, pinnedUnits } from "../text/pins.js";
import "./table.css";
import { rank, tableOrder } from "./tableRows.js";
import { TokenPicker } from "./tokenPicker.js";
import { WeightTable } from "./weightTable.js";

/** What the pinned tokens attend to, or what attends to them, as a table that is sorted. */
export function TableView() {
  const { store, model } = usePage();
  const { direction } = model.look.text;
  const units = pinnedUnits(model);
  const asked: Asked | null = units.length > 0 ? { direction, units, pinned: true } : null;
  const weights = useAskedWeights(asked);
  const [sought, setSought] = useState("");
  const axis = answeringAxis(mapInView(model), direction);
  const ranking = useMemo(() => weights && rank(weights), [weights]);
  const { table } = model.look;
  const order = useMemo(() => ranking && tableOrder(axis, ranking, table, sought), [axis, ranking, table, sought]);
  const painted = viewPainted(model, "table");
  const done = asked === null || order !== null;
  useLayoutEffect(() => {
    if (done) store.ledger.painted(painted);
  }, [store, done, painted]);
  useShown({
    figure: () => null,
    table: () => askedTable(asked, model.look.text.combine, order && { ...table, units: order, sought }),
  });
  return (
    <div class="table-view">
      <div class="text-tools">
        <DirectionSwitch />
        <TokenPicker />
        {asked && (
          <input
            type="search"
            class="text-field table-filter"
            aria-label={labels.table.filter}
            placeholder={labels.table.filter}
            spellcheck={false}
            value={sought}
            onInput={({ currentTarget }) => setSought(currentTarget.value)}
          />
        )}
      </div>
      <PinnedList />
      {!asked && <p class="hint">{labels.table.hint[direction]}</p>}
      {asked && order && weights && ranking && (
        <WeightTable
          // What was scrolled to in one row means nothing in another.
          key={`${model.traced!.trace.id} ${direction} ${units.join()}`}
          asked={asked}
          axis={axis}
          weights={weights}
          ranking={ranking}
          order={order}
        />
      )}
    </div>
  );
}
