import { oneHead } from "../../../src/attention/headSet.js";
import { plainRecipe } from "../../../src/attention/recipe.js";
import type { HeadPlace } from "../../../src/attention/traceGroup.js";
import type { OfMap, OfThumbnails } from "../../../src/protocol/traceMethods.js";

/** A head's attention as the encoder computed it; its first one where no head is given. */
export function plainMap(trace: number, { group = "encoder", layer = 0, head = 0 }: Partial<HeadPlace> = {}): OfMap {
  return { trace, heads: oneHead({ group, layer, head }), recipe: plainRecipe };
}

/** All heads of a group, small, as the encoder computed them. */
export function plainThumbnails(trace: number, group: HeadPlace["group"] = "encoder"): OfThumbnails {
  return { trace, group, recipe: plainRecipe };
}
