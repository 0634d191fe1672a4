import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LayerAndHead } from "../../../src/attention/headSet.js";
import { labels } from "../../labels.js";
import { sameHead } from "../../state/looks.js";
import type { Observed } from "../../state/observed.js";
import type { HeadOrder } from "./headOrder.js";
import { HeadNumbers, LayerNumber } from "./headNumbers.js";
import { HintFrame } from "./hintFrame.js";
import { gridSize, tileAt, tileCorner, type TileGeometry } from "./tileGeometry.js";
import { stopAfterKey, stopExists, type Stop } from "./tileKeys.js";

/** Of more tiles than these, the one that the focus is on alone has an element. */
const MOST_CELLS = 600;

interface HeadsGridProps {
  readonly geometry: TileGeometry;
  readonly order: HeadOrder;
  /** Whether the cells are there already, or the picture alone. */
  readonly cells: boolean;
  readonly view: LayerAndHead;
  readonly set: readonly LayerAndHead[];
  readonly nameOf: (head: LayerAndHead) => string;
  readonly onOpen: (head: LayerAndHead) => void;
  readonly onToggle: (head: LayerAndHead) => void;
  /** @param adding to those that are shown already */
  readonly onLayer: (layer: number, adding: boolean) => void;
  /** The head under the pointer or the focus. */
  readonly hint: Observed<LayerAndHead | null>;
  /** The picture below the cells. */
  readonly children: ComponentChildren;
}

/** The thumbnails as a grid of cells to choose from: one tab stop, arrows move within, Enter opens, with Ctrl it adds. */
export function HeadsGrid(props: HeadsGridProps) {
  const { geometry, order, view, nameOf, onOpen, onToggle, onLayer, hint, children } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [roving, setRoving] = useState<Stop | null>(null);
  const count = order.heads.length;
  const stop: Stop = roving && stopExists(roving, geometry, count) ? roving : { place: order.placeOf(view) };
  useLayoutEffect(() => {
    if (!roving) return;
    const focused = grid.current!.querySelector<HTMLElement>('[tabindex="0"]');
    // The element that moves has the focus already.
    if (focused === document.activeElement) focused?.scrollIntoView({ block: "nearest", inline: "nearest" });
    else focused?.focus();
    if ("place" in roving) hint.set(order.heads[roving.place] ?? null);
  }, [roving]);
  const choose = (place: number, event: MouseEvent | KeyboardEvent) => {
    setRoving({ place });
    if (event.ctrlKey || event.metaKey) onToggle(order.heads[place]!);
    else onOpen(order.heads[place]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stopAfterKey(event, stop, geometry, count);
    if (next) setRoving(next);
    else if (event.key !== "Enter" && event.key !== " ") return;
    else if ("layer" in stop) onLayer(stop.layer, event.ctrlKey || event.metaKey);
    else choose(stop.place, event);
    event.preventDefault();
  };
  const placeUnder = (event: MouseEvent): number | null => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-head]");
    if (cell) return order.placeOf({ layer: Number(cell.dataset.layer), head: Number(cell.dataset.head) });
    if ((event.target as HTMLElement).closest("button")) return null;
    const { left, top } = grid.current!.getBoundingClientRect();
    return tileAt(geometry, count, event.clientX - left, event.clientY - top);
  };
  const hintAt = (place: number | null) => hint.set(place === null ? null : order.heads[place]!);
  const bySides = geometry.left > 0;
  const { width, height } = gridSize(geometry);
  const isStop = (other: Stop) => JSON.stringify(other) === JSON.stringify(stop);
  return (
    <div
      class="heads-grid"
      role="grid"
      ref={grid}
      style={{ width: `${width}px`, height: `${height}px` }}
      aria-label={labels.allHeads}
      aria-multiselectable
      aria-rowcount={geometry.rows + (bySides ? 1 : 0)}
      aria-colcount={geometry.columns + (bySides ? 1 : 0)}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        if (grid.current!.contains(event.relatedTarget as Node | null)) return;
        setRoving(null);
        hint.set(null);
      }}
      onPointerMove={(event) => hintAt(placeUnder(event))}
      onPointerLeave={() => hint.set(null)}
      onClick={(event) => {
        const place = placeUnder(event);
        if (place !== null) choose(place, event);
      }}
    >
      {bySides && <HeadNumbers geometry={geometry} />}
      {children}
      <HintFrame hint={hint} order={order} geometry={geometry} />
      {(props.cells ? rowsOf(geometry, count, stop) : []).map(({ key, row, hasNumber, places }) => (
        <div
          role="row"
          key={key}
          aria-rowindex={row + (bySides ? 2 : 1)}
          class="heads-row"
          style={rowBox(geometry, row)}
        >
          {hasNumber && <LayerNumber layer={row} isStop={isStop({ layer: row })} onChoose={onLayer} />}
          {places.map((place) => (
            <Cell
              key={places.length > 1 ? place : 0}
              {...props}
              place={place}
              isStop={isStop({ place })}
              name={nameOf(order.heads[place]!)}
              onFocus={() => hintAt(place)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** A row of elements: of all of its tiles, or of the one that the focus is on. */
interface RowOfCells {
  readonly key: string;
  readonly row: number;
  readonly hasNumber: boolean;
  readonly places: readonly number[];
}

function rowsOf({ rows, columns, left }: TileGeometry, count: number, stop: Stop): readonly RowOfCells[] {
  const sparse = count > MOST_CELLS;
  const all = Array.from({ length: rows }, (_, row) => {
    const length = sparse ? 0 : Math.min(columns, count - row * columns);
    const places = Array.from({ length }, (__, column) => row * columns + column);
    return { key: String(row), row, hasNumber: left > 0, places };
  });
  if (!sparse) return all;
  const place = "place" in stop ? stop.place : stop.layer * columns;
  // One element that moves, for a focused one that goes takes the focus with it.
  const focused = { key: "focus", row: Math.floor(place / columns), hasNumber: false, places: [place] };
  return [...(left > 0 ? all : []), focused];
}

function rowBox(geometry: TileGeometry, row: number) {
  const { y } = tileCorner(geometry, row * geometry.columns);
  return { top: `${geometry.top + y}px`, height: `${geometry.tile}px` };
}

interface CellProps extends Pick<HeadsGridProps, "geometry" | "order" | "view" | "set"> {
  readonly place: number;
  readonly isStop: boolean;
  readonly name: string;
  readonly onFocus: () => void;
}

function Cell({ geometry, order, view, set, place, isStop, name, onFocus }: CellProps) {
  const head = order.heads[place]!;
  const column = place % geometry.columns;
  const { x } = tileCorner(geometry, place);
  const selected = set.some((one) => sameHead(one, head));
  return (
    <div
      role="gridcell"
      class="head-cell"
      tabIndex={isStop ? 0 : -1}
      aria-selected={selected}
      aria-current={sameHead(view, head) ? "true" : undefined}
      aria-colindex={column + (geometry.left > 0 ? 2 : 1)}
      aria-label={name}
      data-layer={head.layer}
      data-head={head.head}
      style={{ left: `${geometry.left + x}px`, width: `${geometry.tile}px`, height: `${geometry.tile}px` }}
      onFocus={onFocus}
    />
  );
}
