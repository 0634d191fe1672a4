import { leftOfRows, type LeftOfRows } from "../attention/attentionLeft.js";
import type { TableChoice } from "./exportProtocol.js";
import type { NumbersOfTraces } from "./numbersOfTraces.js";
import type { OfMap } from "./traceMethods.js";

/**
 * How much of their attention is left of the rows of an exported map, or of the rows of each of its heads for pairs.
 *
 * @returns null if no key was dropped, or for statistics, which no recipe touches
 * @throws Failure as who holds the trace reports it
 */
export async function attentionLeftOf(
  map: OfMap,
  choice: TableChoice,
  traces: NumbersOfTraces,
  signal: AbortSignal,
): Promise<LeftOfRows | null> {
  if (!map.recipe.dropSpecial || choice.kind === "statistics") return null;
  const { left } = await (choice.kind === "pairs"
    ? traces.call("strongestPairs", { ...map, count: 1 }, { signal })
    : traces.call("heatMap", map, { signal }));
  return leftOfRows(left);
}
