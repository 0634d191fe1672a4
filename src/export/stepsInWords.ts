import type { Provenance } from "./provenance.js";
import { headsInWords } from "./headsInWords.js";
import { coloursInWords, recipeInWords } from "./recipeInWords.js";

/** What was done to the numbers that are shown, from the heads on. */
interface Steps {
  readonly attention: string;
  readonly recipe: string;
  /** Null for numbers that no recipe colours. */
  readonly colours: string | null;
}

/** The heads that are shown and what was done to their weights, for people. */
export function stepsInWords({ heads, recipe, left = null, selection }: Provenance): Steps {
  const colours = coloursInWords(recipe);
  if (selection?.kind !== "thumbnails" && selection?.kind !== "statistics") {
    return { attention: headsInWords(heads), recipe: recipeInWords(recipe, left), colours };
  }
  const all = selection.layers * selection.heads;
  const attention = `${selection.group}, all heads (${all} in ${selection.layers} layers), each by itself`;
  if (selection.kind === "thumbnails") return { attention, recipe: recipeInWords(recipe), colours };
  return { attention, recipe: "as computed, no recipe applied", colours: null };
}
