import type { LayerAndHead } from "../../../src/attention/headSet.js";
import { labels } from "../../labels.js";
import type { Pointed } from "../../matrix/pointed.js";
import { strongestKeys } from "../rowInHand/strongestKeys.js";
import type { ShownLines } from "./linesPicture.js";

/** What there is to be said of the token or the line in hand: a template, and what its slots hold. */
export interface Said {
  readonly template: string;
  readonly query: number | null;
  readonly key: number | null;
  readonly weight: number;
  /** Whose weight it is; null where there is none to be said. */
  readonly head: LayerAndHead | null;
}

/**
 * What to say of a token or a line; null of nothing, or as long as its numbers are on their way.
 *
 * @param numbers the row of a line's query, or of one head the row or column of the token; null where the strongest line says it
 * @param lineHead of the line, as its place in its set
 */
export function saidOf(
  { row, column }: Pointed,
  shown: ShownLines,
  numbers: Float32Array | null,
  lineHead: number | null,
): Said | null {
  const { heads } = shown;
  if (row === null && column === null) return null;
  const [first] = heads;
  if (row !== null && column !== null) {
    const head = heads[lineHead ?? 0] ?? first!;
    return numbers && { template: labels.attends, query: row, key: column, weight: numbers[column]!, head };
  }
  if (heads.length > 1) return ofStrongestLine(row, column, shown);
  if (!numbers) return null;
  const strongest = strongestKeys(numbers, 1)[0];
  const head = first!;
  if (row !== null) {
    const weight = numbers[strongest ?? 0]!;
    if (strongest === undefined) return { template: labels.noWeights, query: row, key: null, weight, head };
    const template = weight === 0 ? labels.attendsToNothing : labels.attendsMost;
    return { template, query: row, key: strongest, weight, head };
  }
  const weight = numbers[strongest ?? 0]!;
  if (strongest === undefined) return { template: labels.lines.noWeightsTo, query: null, key: column, weight, head };
  const template = weight === 0 ? labels.lines.attendedByNothing : labels.lines.attendedMost;
  return { template, query: strongest, key: column, weight, head };
}

/** Of several heads: the strongest line that leads from a query, or to a key. */
function ofStrongestLine(row: number | null, column: number | null, { lines, heads }: ShownLines): Said {
  let strongest = -1;
  for (let line = 0; line < lines.count; line++) {
    if (row === null ? lines.keys[line] !== column : lines.queries[line] !== row) continue;
    if (strongest < 0 || lines.weights[line]! > lines.weights[strongest]!) strongest = line;
  }
  if (strongest < 0) {
    const template = row === null ? labels.lines.noLineTo : labels.lines.noLineFrom;
    return { template, query: row, key: column, weight: NaN, head: null };
  }
  return {
    template: row === null ? labels.lines.strongestTo : labels.lines.strongestFrom,
    query: lines.queries[strongest]!,
    key: lines.keys[strongest]!,
    weight: lines.weights[strongest]!,
    head: heads[lines.heads[strongest]!]!,
  };
}
