import { headAttention } from "./heads.js";
import type { AttentionGroup } from "./attentionGroup.js";
import { isSpecial } from "./tokens.js";
import type { Trace } from "./trace.js";
import { groupOf, isOfOneSequence, mapSize, tokensOf } from "./traceGroup.js";

/** What is told of a head by one number. */
export const headStatistics = ["entropy", "largest", "distance", "previous", "next", "same", "special"] as const;
export type HeadStatistic = (typeof headStatistics)[number];

/**
 * Numbers of every head, `[layers, heads]` each; NaN where a head has no finite row, or where a statistic means nothing.
 * All are means over queries, of attention as the encoder computed it:
 * - `entropy` −Σ w ln w, in nats: 0 to ln keys
 * - `largest` the largest weight (the "confidence" of Voita et al. 2019, section 4)
 * - `distance` Σ w |query − key|, in tokens (Vig and Belinkov 2019, section 5)
 * - `previous`, `next`, `same` the weight on the token before, the one after, and itself
 * - `special` the weight on special tokens (Clark et al. 2019, section 3.2); NaN where no key stands for text (see
 *   `unitsOf`)
 *
 * In a decoder a query's place is that of the token it reads.
 */
export type HeadStatistics = Readonly<Record<HeadStatistic, Float32Array>>;

/** The statistics of one head. @throws RangeError when the head does not exist */
export function statisticsOfHead(
  trace: Trace,
  group: AttentionGroup,
  layer: number,
  head: number,
): Readonly<Record<HeadStatistic, number>> {
  const attention = headAttention(trace, { group, layer, head });
  const found = groupOf(trace, group);
  const { rows, columns } = mapSize(trace, found);
  const keys = tokensOf(trace, found.keys);
  const special = Array.from({ length: columns }, (_, key) => key).filter((key) => isSpecial(keys, key));
  const anyText = special.length < columns;
  // A place of the target is no place of the source.
  const placed = isOfOneSequence(found);
  const sums = { entropy: 0, largest: 0, distance: 0, previous: 0, next: 0, same: 0, special: 0 };
  let counted = 0;
  for (let query = 0; query < rows; query++) {
    const row = attention.subarray(query * columns, (query + 1) * columns);
    if (!isFinite(row)) continue;
    counted++;
    let [entropy, largest, distance, onSpecial] = [0, 0, 0, 0];
    for (let key = 0; key < columns; key++) {
      const weight = row[key]!;
      if (weight > 0) entropy -= weight * Math.log(weight);
      if (weight > largest) largest = weight;
      distance += weight * Math.abs(query - key);
    }
    for (const key of special) onSpecial += row[key]!;
    sums.entropy += entropy;
    sums.largest += largest;
    sums.distance += distance;
    sums.special += onSpecial;
    sums.previous += row[query - 1] ?? 0;
    sums.next += row[query + 1] ?? 0;
    sums.same += row[query] ?? 0;
  }
  const mean = (sum: number, means = true) => (means && counted > 0 ? sum / counted : NaN);
  return {
    entropy: mean(sums.entropy),
    largest: mean(sums.largest),
    distance: mean(sums.distance, placed),
    previous: mean(sums.previous, placed),
    next: mean(sums.next, placed),
    same: mean(sums.same, placed),
    special: mean(sums.special, anyText),
  };
}

/** A sum is finite only where all of it is: weights are too small to add up to infinity. */
function isFinite(row: Float32Array): boolean {
  let sum = 0;
  for (const weight of row) sum += weight;
  return Number.isFinite(sum);
}
