import { plainRecipe } from "../attention/recipe.js";
import type { Preferences } from "./look.js";

/** How the views are set before anybody has set them. */
export const defaultPreferences: Preferences = {
  open: "matrix",
  combine: "mean",
  recipe: plainRecipe,
  palette: "theme",
  sort: { by: "place", descending: true },
  lines: { orientation: "vertical", most: 5, least: 0.02 },
  text: { direction: "from", combine: "mean" },
  table: { by: "weight", descending: true },
  split: 0.36,
};
