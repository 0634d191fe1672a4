import type { Provenance } from "./provenance.js";
import { selectionInWords } from "./selectionInWords.js";
import { stepsInWords } from "./stepsInWords.js";

/**
 * Provenance for programs: as it is, with its heads, recipe and selection in words too. Layers and heads count from 0.
 * `heads` is null where all heads are shown, each by itself, and `recipe` where none was applied.
 */
export function provenanceJson(provenance: Provenance): string {
  const { heads, recipe, selection } = provenance;
  const words = stepsInWords(provenance);
  return JSON.stringify({
    ...provenance,
    heads: selection?.kind === "thumbnails" || selection?.kind === "statistics" ? null : heads,
    recipe: selection?.kind === "statistics" ? null : recipe,
    attention: words.attention,
    recipeInWords: words.recipe,
    ...(selection && { selectionInWords: selectionInWords(selection) }),
  });
}
