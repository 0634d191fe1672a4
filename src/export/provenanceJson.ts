import { headsInWords } from "./headsInWords.js";
import type { Provenance } from "./provenance.js";
import { recipeInWords } from "./recipeInWords.js";
import { selectionInWords } from "./selectionInWords.js";

/** Provenance for programs: as it is, with its heads, recipe and selection in words too. Layers and heads count from 0. */
export function provenanceJson(provenance: Provenance): string {
  const { heads, recipe, selection } = provenance;
  return JSON.stringify({
    ...provenance,
    attention: headsInWords(heads),
    recipeInWords: recipeInWords(recipe),
    ...(selection && { selectionInWords: selectionInWords(selection) }),
  });
}
