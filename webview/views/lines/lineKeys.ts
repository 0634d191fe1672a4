import type { Pointed } from "../../matrix/pointed.js";
import { tokenOf, type MapInView } from "../../state/mapInView.js";
import type { PageStore } from "../../state/pageStore.js";
import { cellKey } from "../matrix/cellKeys.js";
import type { Orientation } from "./linesGeometry.js";
import { nearestUnit, type SideLayout } from "./sideLayout.js";

/** The sides that keys lead along and across. */
export interface Sides {
  readonly orientation: Orientation;
  readonly queries: SideLayout;
  readonly keys: SideLayout;
}

/** The token in hand: one side's. */
interface TokenInHand {
  readonly side: "queries" | "keys";
  readonly unit: number;
}

/** The token that a key leads to from the one in hand; null for a key that does not move. */
export function tokenAfterKey(event: KeyboardEvent, from: Pointed, sides: Sides): Pointed | null {
  if (event.altKey || event.shiftKey) return null;
  const vertical = sides.orientation === "vertical";
  const [back, on, toQueries, toKeys] = vertical
    ? ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]
    : ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  if (![back, on, toQueries, toKeys, "Home", "End"].includes(event.key)) return null;
  // The first key of all lands on the first token, wherever it would have led.
  if (from.row === null && from.column === null) return { row: 0, column: null };
  const { side, unit }: TokenInHand =
    from.row !== null ? { side: "queries", unit: from.row } : { side: "keys", unit: from.column! };
  const last = sides[side].starts.length - 2;
  switch (event.key) {
    case back:
      return pointedOf(side, Math.max(0, unit - 1));
    case on:
      return pointedOf(side, Math.min(last, unit + 1));
    case "Home":
      return pointedOf(side, 0);
    case "End":
      return pointedOf(side, last);
    default: {
      const other = event.key === toQueries ? "queries" : "keys";
      return pointedOf(other, other === side ? unit : across(sides[side], sides[other], unit));
    }
  }
}

/** What keys do with the token in hand beside moving it; true when the key was used. */
export function tokenKey(event: KeyboardEvent, store: PageStore, { queries, keys }: MapInView): boolean {
  if (event.key !== "Enter" && event.key !== " ") return cellKey(event, store);
  const { row, column } = store.pointed.value;
  if (row === null && column === null) return false;
  const pin = {
    query: row === null ? null : tokenOf(queries, row),
    key: column === null ? null : tokenOf(keys, column),
  };
  if (event.ctrlKey || event.metaKey) store.togglePin(pin);
  else store.pin(pin);
  if (event.key === "Enter") {
    if (pin.query !== null) store.reveal(pin.query, queries.side);
    else store.reveal(pin.key!, keys.side);
  }
  return true;
}

/** The unit of the other side that stands across from one. */
function across(side: SideLayout, other: SideLayout, unit: number): number {
  return nearestUnit(other, (side.starts[unit]! + side.starts[unit + 1]!) / 2);
}

function pointedOf(side: TokenInHand["side"], unit: number): Pointed {
  return side === "queries" ? { row: unit, column: null } : { row: null, column: unit };
}
