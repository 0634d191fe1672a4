import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isFaint } from "../../../src/attention/attentionLeft.js";
import { fill, formatCount, formatStatistic, labels } from "../../labels.js";
import { nothingPointed } from "../../matrix/pointed.js";
import { useSize } from "../../matrix/useSize.js";
import { mapInView, tokenOf, type AxisUnits } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { AttentionLeft, useAttentionLeft } from "../rowInHand/attentionLeft.js";
import type { Asked } from "../text/asked.js";
import { pinUnit } from "../text/pins.js";
import { pointedAt } from "../text/textCursor.js";
import { Columns } from "./columns.js";
import { captionOf } from "./tableCaption.js";
import { rowText } from "./rowText.js";
import type { Ranking } from "./tableRows.js";
import { ROW_HEIGHT, rowWindow, scrollToRow } from "./tableWindow.js";
import { WeightRow } from "./weightRow.js";

interface WeightTableProps {
  readonly asked: Asked;
  /** The units that the rows stand for. */
  readonly axis: AxisUnits;
  /** `[units]` */
  readonly weights: Float32Array;
  readonly ranking: Ranking;
  /** The units of the rows, in the order in which they stand. */
  readonly order: readonly number[];
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** The table itself: as many of its rows as are in sight stand in the document. */
export function WeightTable({ asked, axis, weights, ranking, order }: WeightTableProps) {
  const { store, model } = usePage();
  const map = mapInView(model);
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const [scrolled, setScrolled] = useState(0);
  const [inHand, setInHand] = useState<number | null>(null);
  const height = size?.height ?? 0;
  const { first, past } = rowWindow(order.length, scrolled, height);
  const merged = model.look.recipe.merge !== "tokens";
  const columns = merged ? COLUMNS : COLUMNS - 1;
  const { direction } = asked;
  const left = useAttentionLeft();

  // A filter or another head may have fewer rows than it was scrolled by.
  useLayoutEffect(() => {
    const element = scroller.current!;
    if (element.scrollTop !== scrolled) setScrolled(element.scrollTop);
  }, [order]);
  const pointed = inHand === null ? nothingPointed : pointedAt(asked, inHand);
  useLayoutEffect(() => store.pointed.set(pointed), [pointed.row, pointed.column]);
  const spoken = inHand === null ? null : rowText(axis, weights, ranking, inHand);
  useLayoutEffect(() => store.spoken.set(spoken === null ? null : { ...pointed, text: spoken }), [spoken]);

  const goTo = (row: number) => {
    const clamped = Math.max(0, Math.min(order.length - 1, row));
    const element = scroller.current!;
    element.scrollTop = scrollToRow(clamped, element.scrollTop, height);
    setScrolled(element.scrollTop);
    setInHand(order[clamped]!);
  };
  const ask = (unit: number, adds: boolean) => {
    // Where both sides are the same tokens, a row is asked about in the same way; else the other way round.
    pinUnit(store, map.queries === map.keys ? direction : direction === "from" ? "to" : "from", unit, adds);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || order.length === 0) return;
    const at = inHand === null ? -1 : order.indexOf(inHand);
    const step = STEPS[event.key];
    if (step !== undefined) goTo(at < 0 ? 0 : at + step);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(order.length - 1);
    else if (event.key === "Enter" && inHand !== null) store.reveal(tokenOf(axis, inHand), axis.side);
    else if (event.key === " " && inHand !== null) ask(inHand, event.ctrlKey || event.metaKey);
    else if (event.key === "Escape" && inHand !== null) setInHand(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const unitAt = (event: MouseEvent): number | null => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-unit]");
    return row && Number(row.dataset.unit);
  };
  const shown = inHand !== null && order.slice(first, past).includes(inHand);
  return (
    <>
      <AttentionLeft left={left} queries={direction === "from" ? asked.units : inHand === null ? [] : [inHand]} />
      <div class="table-scroller" ref={scroller} onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop)}>
        <table
          class="weight-table"
          role="grid"
          tabIndex={0}
          aria-rowcount={order.length + 1}
          aria-colcount={columns}
          aria-describedby="table-keys"
          aria-activedescendant={shown ? `row-${inHand}` : undefined}
          onKeyDown={onKeyDown}
          onClick={(event) => {
            const unit = unitAt(event);
            if (unit !== null) setInHand(unit);
          }}
          onDblClick={(event) => {
            const unit = unitAt(event);
            if (unit !== null) store.reveal(tokenOf(axis, unit), axis.side);
          }}
        >
          <caption>
            <span>{captionOf(map, model.look, asked)}</span>
          </caption>
          <Columns merged={merged} />
          <tbody>
            {first > 0 && <Gap rows={first} />}
            {order.slice(first, past).map((unit, place) => (
              <WeightRow
                key={unit}
                axis={axis}
                unit={unit}
                row={first + place}
                weight={weights[unit]!}
                ranking={ranking}
                merged={merged}
                inHand={unit === inHand}
                faint={isFaint(left?.[direction === "from" ? asked.units[0]! : unit])}
              />
            ))}
            {past < order.length && <Gap rows={order.length - past} />}
          </tbody>
        </table>
      </div>
      <p class="caption" role="status">
        {order.length === axis.count
          ? fill(labels.table.rows, { count: formatCount(axis.count), total: formatStatistic(ranking.total) })
          : fill(labels.table.someRows, { count: formatCount(order.length), of: formatCount(axis.count) })}
      </p>
      <span class="unseen" id="table-keys">
        {labels.table.grid}
      </span>
    </>
  );
}

/** With that of how many tokens a unit has. */
const COLUMNS = 7;

/** Room for rows that are not in the document. */
function Gap({ rows }: { readonly rows: number }) {
  return (
    <tr class="gap" role="presentation" style={{ height: `${rows * ROW_HEIGHT}px` }}>
      <td role="presentation" />
    </tr>
  );
}
