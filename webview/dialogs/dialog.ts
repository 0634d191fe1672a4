import type { Recipe } from "../../src/attention/recipe.js";

/** What of the filters is opened, to have the focus. */
export type FilterControl = keyof Recipe;

/** What is open above the page; one at a time. */
export type Dialog =
  | { readonly kind: "keys" }
  | { readonly kind: "heads" }
  | { readonly kind: "history" }
  | { readonly kind: "exports" }
  /** Without a control the first has the focus. */
  | { readonly kind: "filter"; readonly control: FilterControl | null };
