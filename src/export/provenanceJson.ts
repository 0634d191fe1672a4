import { headsInWords } from "./headsInWords.js";
import type { Provenance } from "./provenance.js";
import { recipeInWords } from "./recipeInWords.js";

/** Provenance for programs: as it is, with its heads and recipe in words too. Layers and heads count from 0. */
export function provenanceJson(provenance: Provenance): string {
  const { heads, recipe } = provenance;
  return JSON.stringify({ ...provenance, attention: headsInWords(heads), recipeInWords: recipeInWords(recipe) });
}
