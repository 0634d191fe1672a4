import { leastLeft, type LeftOfRows } from "../attention/attentionLeft.js";
import { keepsWeights, type Merge, type Recipe } from "../attention/recipe.js";

const merged: Readonly<Record<Exclude<Merge, "tokens">, string>> = {
  words: "merged into words (columns add up and rows are averaged)",
  identifiers: "merged into identifiers (columns add up and rows are averaged)",
  lines: "merged into lines (columns add up and rows are averaged)",
};

/**
 * What was done to the weights, in the order in which it was done; how they are coloured is no
 * part of it.
 *
 * @param left of the rows, if it is known
 */
export function recipeInWords(recipe: Recipe, left: LeftOfRows | null = null): string {
  if (keepsWeights(recipe)) return "weights as the encoder computed them";
  const steps: string[] = [];
  if (recipe.dropSpecial) {
    steps.push(`special tokens left out and rows divided by what remains${left ? ` (${leftInWords(left)})` : ""}`);
  }
  if (recipe.merge !== "tokens") steps.push(merged[recipe.merge]);
  if (recipe.threshold > 0) steps.push(`weights below ${recipe.threshold} set to 0`);
  if (recipe.topK !== null) steps.push(`all but the ${recipe.topK} strongest keys of a query set to 0`);
  return steps.join("; ");
}

function leftInWords({ least, faint, rows }: LeftOfRows): string {
  const share = `at least ${Number(least.toPrecision(2))} of a row's attention`;
  return faint === 0 ? share : `${share}, under ${leastLeft} in ${faint} of ${rows} rows`;
}

const scaled = {
  squareRoot: "square root",
  linear: "linear",
  logarithmic: "logarithmic",
} as const satisfies Record<Recipe["scale"], string>;

/** How weights became colours. */
export function coloursInWords({ scale, scaledOver }: Recipe): string {
  const over = scaledOver === "map" ? "of the largest weight" : "of the largest weight of each row";
  return `${scaled[scale]} ${over}`;
}
