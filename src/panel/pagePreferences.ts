import * as v from "valibot";
import { combinations } from "../attention/headSet.js";
import { headStatistics } from "../attention/headStatistics.js";
import { merges, MOST_KEPT, poolings, scaledOver, scales, type Recipe } from "../attention/recipe.js";
import { defaultPreferences } from "../protocol/defaultPreferences.js";
import { directions, MOST_LINES, palettes, views, type Preferences } from "../protocol/look.js";

type Entries<T> = { readonly [Key in keyof T]: v.GenericSchema<unknown, T[Key]> };

/** A share of one, as an attention weight is. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const upTo = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

const ofRecipe: Entries<Recipe> = {
  dropSpecial: v.boolean(),
  merge: v.picklist(merges),
  threshold: share,
  topK: v.nullable(upTo(MOST_KEPT)),
  scale: v.picklist(scales),
  scaledOver: v.picklist(scaledOver),
  pooling: v.picklist(poolings),
};

const ofSort: Entries<Preferences["sort"]> = { by: v.picklist(["place", ...headStatistics]), descending: v.boolean() };
const ofLines: Entries<Preferences["lines"]> = {
  orientation: v.picklist(["vertical", "horizontal"]),
  most: upTo(MOST_LINES),
  least: share,
};
const ofText: Entries<Preferences["text"]> = {
  direction: v.picklist(directions),
  combine: v.picklist(["sum", "mean"]),
};
const ofTable: Entries<Preferences["table"]> = {
  by: v.picklist(["weight", "position", "token"]),
  descending: v.boolean(),
};
const ofAll = {
  open: v.picklist(views),
  combine: v.picklist(combinations),
  palette: v.picklist(palettes),
  split: share,
} satisfies Partial<Entries<Preferences>>;

/** How a table is sorted. */
export const tableOrder = v.object(ofTable);

/** What a page may set of a recipe. */
export const recipe: v.GenericSchema<unknown, Recipe> = v.object(ofRecipe);

/** What a page says of how its views are set. */
export const preferences: v.GenericSchema<unknown, Preferences> = v.object({
  ...ofAll,
  recipe,
  sort: v.object(ofSort),
  lines: v.object(ofLines),
  text: v.object(ofText),
  table: tableOrder,
});

/** What was remembered, perhaps by another version: each field that makes no sense, or is not there, is the default one. */
export const rememberedPreferences: v.GenericSchema<unknown, Preferences> = eachOr(
  {
    ...ofAll,
    recipe: eachOr(ofRecipe, defaultPreferences.recipe),
    sort: eachOr(ofSort, defaultPreferences.sort),
    lines: eachOr(ofLines, defaultPreferences.lines),
    text: eachOr(ofText, defaultPreferences.text),
    table: eachOr(ofTable, defaultPreferences.table),
  },
  defaultPreferences,
);

/** An object of which each entry falls back to its own default. */
function eachOr<T extends object>(entries: Entries<T>, defaults: T): v.GenericSchema<unknown, T> {
  const each = Object.entries(entries as Record<string, v.GenericSchema>).map(
    ([key, schema]) => [key, v.fallback(schema, defaults[key as keyof T])] as const,
  );
  return v.fallback(
    v.object(Object.fromEntries(each)),
    defaults as Record<string, unknown>,
  ) as unknown as v.GenericSchema<unknown, T>;
}
