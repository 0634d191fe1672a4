import type { TableChoice } from "../../../src/protocol/exportProtocol.js";
import type { Asked } from "./asked.js";

/** The numbers that go with what is asked: the row or the column of the token in hand, or else the whole map. */
export function askedTable(asked: Asked | null): TableChoice {
  const unit = asked?.units.at(-1);
  if (!asked || unit === undefined) return { kind: "matrix" };
  return asked.direction === "from" ? { kind: "row", query: unit } : { kind: "column", key: unit };
}
