import type { Pointed } from "../../matrix/pointed.js";
import { useObserved } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import type { Pin } from "../../state/pageModel.js";
import { useTensor } from "../../state/useTensor.js";
import { strongestKeys } from "./strongestKeys.js";

/** The query that the page speaks of, one of its keys, and its exact row. */
export interface CellInHand {
  readonly query: number;
  /** Null where the most attended key is meant, until the row is in hand or where no weight is a number. */
  readonly key: number | null;
  /** Whether the key was not chosen but is the most attended one. */
  readonly strongest: boolean;
  /** `[keys]` exact weights; null until they come. */
  readonly row: Float32Array | null;
}

/** The cell under the pointer, or else the pinned one. */
export function useCellInHand(): CellInHand | null {
  const { store } = usePage();
  const pointed = useObserved(store.pointed);
  return useRowOf(pointedPin(pointed));
}

/** A pin with its row; without one, what is pinned on the page. */
export function useRowOf(pin: Pin | null): CellInHand | null {
  const { model } = usePage();
  const inHand = pin ?? model.pinned;
  const row = useTensor(inHand && model.tensors ? model.tensors.row(model.view, inHand.query) : null);
  if (!inHand) return null;
  const key = inHand.key ?? (row ? (strongestKeys(row, 1)[0] ?? null) : null);
  return { query: inHand.query, key, strongest: inHand.key === null, row };
}

/** What is pointed at as a query and key; null where only a key, or nothing, is pointed at. */
export function pointedPin({ row, column }: Pointed): Pin | null {
  return row === null ? null : { query: row, key: column };
}
