import { useMemo, useRef } from "preact/hooks";
import type { HeadSet } from "../../../src/attention/headSet.js";
import { plainRecipe, type Recipe } from "../../../src/attention/recipe.js";
import type { StrongestPairs } from "../../../src/attention/strongestPairs.js";
import type { MapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { useTensor } from "../../state/useTensor.js";
import type { Ramp } from "../../theme/ramp.js";
import { headLooks } from "./headColours.js";
import { LEVELS, linesOf } from "./headLines.js";
import type { ShownLines } from "./linesPicture.js";

/** The pairs last looked at, with what they are of. */
interface HeldPairs {
  readonly pairs: StrongestPairs;
  readonly heads: HeadSet["heads"];
  readonly queries: MapInView["queries"];
  readonly keys: MapInView["keys"];
}

/** The lines of the heads in view. While others are on their way those shown last stay, as long as the tokens are the same. */
export function useShownLines({ heads, recipe, queries, keys }: MapInView, hues: readonly string[], ramp: Ramp) {
  const { model } = usePage();
  const { most, least } = model.look.lines;
  const pairs = useTensor(model.tensors!.strongestPairs({ ...heads, combine: "mean" }, recipeOfWeights(recipe), most));
  const last = useRef<HeldPairs | null>(null);
  if (pairs) last.current = { pairs, heads: heads.heads, queries, keys };
  else if (last.current?.queries !== queries || last.current.keys !== keys) last.current = null;
  const held = last.current;
  const { scale, scaledOver } = recipe;
  const lines = useMemo(
    () => held && linesOf(held.pairs, least, { scale, scaledOver }),
    [held?.pairs, least, scale, scaledOver],
  );
  const of = held?.heads;
  return useMemo((): ShownLines | null => {
    return lines && of ? { lines, heads: of, looks: headLooks(of, hues, ramp, LEVELS) } : null;
  }, [lines, of, hues, ramp]);
}

/** A recipe without what changes pixels alone, so that nothing is asked for anew because of them. */
function recipeOfWeights({ dropSpecial, merge, threshold, topK }: Recipe): Recipe {
  return { ...plainRecipe, dropSpecial, merge, threshold, topK };
}
