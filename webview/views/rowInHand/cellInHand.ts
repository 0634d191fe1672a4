import type { Pointed } from "../../matrix/pointed.js";
import { mapInView, unitOf, type MapInView } from "../../state/mapInView.js";
import { useObserved } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { pinInHand, type PageModel } from "../../state/pageModel.js";
import { useTensor } from "../../state/useTensor.js";
import { strongestKeys } from "./strongestKeys.js";

/** The query that the page speaks of, one of its keys, and its exact row; in units of the map in view. */
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
  const { store, model } = usePage();
  const pointed = useObserved(store.pointed);
  return useRowOf(pointed.row === null ? pinnedCell(model) : pointed);
}

/** A cell with its row; null for one without. */
export function useRowOf({ row: query, column }: Pointed): CellInHand | null {
  const { model } = usePage();
  const { heads, recipe } = mapInView(model);
  const row = useTensor(query !== null && model.tensors ? model.tensors.row(heads, recipe, query) : null);
  if (query === null) return null;
  const key = column ?? (row ? (strongestKeys(row, 1)[0] ?? null) : null);
  return { query, key, strongest: column === null, row };
}

/** The pin in hand as a cell of the map in view; nothing where there is none, or its tokens are left out. */
export function pinnedCell(model: PageModel): Pointed {
  return cellOfPin(pinInHand(model), mapInView(model));
}

function cellOfPin(pin: ReturnType<typeof pinInHand>, { queries, keys }: MapInView): Pointed {
  return { row: unitOf(queries, pin?.query ?? null), column: unitOf(keys, pin?.key ?? null) };
}
