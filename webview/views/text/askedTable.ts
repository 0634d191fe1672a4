import type { PinCombination } from "../../../src/attention/pinnedAttention.js";
import type { ListOnScreen, TableChoice } from "../../../src/protocol/exportProtocol.js";
import type { Asked } from "./asked.js";

/**
 * The numbers that go with what is asked: those of all its units, combined as on screen; the whole map where nothing is.
 *
 * @param list how they are listed; null where they are not
 */
export function askedTable(asked: Asked | null, combine: PinCombination, list: ListOnScreen | null): TableChoice {
  if (!asked) return { kind: "matrix" };
  return { kind: asked.direction === "from" ? "row" : "column", units: asked.units, combine, list };
}
