import type { AttentionMap, MapUnits } from "./attentionMap.js";
import { mostAttended, type MostAttended } from "./mostAttended.js";
import { isSpecial, type Tokens } from "./tokens.js";
import { hasText, type Units } from "./units.js";

/** For every query of a map its most attended keys that are no special tokens, and what those have together. */
export interface AttendedKeys extends MostAttended {
  /**
   * `[queries]` the weight of all special tokens together: those of the map, or, where its recipe dropped them, as much as
   * they had before; in [0, 1], NaN if one of theirs is.
   */
  readonly special: Float32Array;
}

/**
 * The most attended keys of a map.
 *
 * @param tokens of the side that the keys are of
 * @param whole the same map with its special tokens; the map itself if it has them
 */
export function attendedKeys(map: AttentionMap, whole: AttentionMap, tokens: Tokens, count: number): AttendedKeys {
  const folded = specialUnits(map.keys, tokens);
  const isSpecialUnit = specialUnits(whole.keys, tokens);
  const columns = whole.keys.firsts.length;
  const special = Float32Array.from(map.queries.firsts, (first) => {
    const row = whole.queries.unitOf[first]! * columns;
    let sum = 0;
    for (let key = 0; key < columns; key++) if (isSpecialUnit[key] === 1) sum += whole.weights[row + key]!;
    return sum;
  });
  return { ...mostAttended(map.weights, map.keys.firsts.length, count, folded), special };
}

/** `[units]` 1 for a special token, which is a unit of its own. */
function specialUnits({ firsts }: Units, tokens: Tokens): Uint8Array {
  const anyText = hasText(tokens);
  return Uint8Array.from(firsts, (first) => Number(anyText && isSpecial(tokens, first)));
}

/** The unit that a token is in, or null for one that the recipe dropped. */
export function unitOfToken({ queries }: MapUnits, token: number): number | null {
  const unit = queries.unitOf[token] ?? -1;
  return unit < 0 ? null : unit;
}
