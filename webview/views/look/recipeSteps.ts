import { keepsWeights, plainRecipe, type Recipe } from "../../../src/attention/recipe.js";
import { THUMBNAIL_SIZE } from "../../../src/attention/thumbnails.js";
import type { FilterControl } from "../../dialogs/dialog.js";
import { fill, labels } from "../../labels.js";

/** One thing that is done to the weights, or to their colours. */
export interface RecipeStep {
  /** What changes it. */
  readonly control: FilterControl;
  readonly text: string;
  /** Takes it away; null where it is as it is without anybody's doing. */
  readonly plain: Partial<Recipe> | null;
}

/**
 * What a recipe does, in the order in which it is done; how weights become pixels last.
 *
 * @param longest of a map's sides, in units
 */
export function recipeSteps(recipe: Recipe, longest: number): readonly RecipeStep[] {
  const { dropSpecial, merge, threshold, topK, scale, scaledOver, pooling } = recipe;
  const steps: RecipeStep[] = [];
  const add = (control: FilterControl, text: string, plain: Partial<Recipe> | null) =>
    steps.push({ control, text, plain });
  if (dropSpecial) add("dropSpecial", labels.look.dropSpecialStep, { dropSpecial: false });
  if (merge !== "tokens") add("merge", labels.look.mergeSteps[merge], { merge: "tokens" });
  if (threshold > 0) add("threshold", fill(labels.look.thresholdStep, { threshold }), { threshold: 0 });
  if (topK !== null) add("topK", fill(labels.look.topKStep, { count: topK }), { topK: null });
  const plainScale = { scale: plainRecipe.scale, scaledOver: plainRecipe.scaledOver };
  const scaled = scale !== plainScale.scale || scaledOver !== plainScale.scaledOver;
  add("scale", labels.look.scaleSteps[scale][scaledOver], scaled ? plainScale : null);
  // Where a cell is a weight, there is nothing to pool.
  if (pooling !== plainRecipe.pooling)
    add("pooling", labels.look.poolingSteps[pooling], { pooling: plainRecipe.pooling });
  else if (longest > THUMBNAIL_SIZE) add("pooling", labels.look.poolingSteps[pooling], null);
  return steps;
}

/** Whether a recipe is the one that nobody has changed. */
export function isPlain(recipe: Recipe): boolean {
  const { scale, scaledOver, pooling } = recipe;
  const painted = scale === plainRecipe.scale && scaledOver === plainRecipe.scaledOver;
  return keepsWeights(recipe) && painted && pooling === plainRecipe.pooling;
}
