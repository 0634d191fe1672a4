import { isSpecial } from "../../src/attention/tokens.js";
import type { LayerAndHead } from "../../src/attention/headSet.js";
import type { Recipe } from "../../src/attention/recipe.js";
import type { Trace } from "../../src/attention/trace.js";
import { weightOf } from "./traces.js";

/** A head's weights with special tokens dropped and the strongest keys kept, computed the slow way. */
export function weightsUnder(trace: Trace, { layer, head }: LayerAndHead, { topK }: Pick<Recipe, "topK">): number[] {
  const kept = Array.from(trace.tokens.ids.keys()).filter((token) => !isSpecial(trace.tokens, token));
  return kept.flatMap((query) => {
    const row = kept.map((key) => weightOf(trace, layer, head, query, key));
    const left = row.reduce((sum, weight) => sum + weight, 0);
    const shares = row.map((weight) => Math.fround(weight / left));
    const least = shares.toSorted((one, other) => other - one)[(topK ?? shares.length) - 1]!;
    return shares.map((share) => (share < least ? 0 : share));
  });
}
