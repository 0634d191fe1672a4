import { shownName } from "../attention/shownName.js";
import { longestTokenName, mostNamedTokens } from "./limits.js";
import type { ListOrder, NamedUnit, SelectedThumbnails, SelectedUnits, Selection } from "./selection.js";

/** Which numbers are shown, on one line without controls or bidi overrides; positions count from 0. */
export function selectionInWords(selection: Selection): string {
  if (selection.kind === "pairs") {
    const { most, least } = selection;
    const weight = least > 0 ? `of at least ${least}` : "above 0";
    return `of each head by itself at most the ${most} strongest keys of a query, with weights ${weight}`;
  }
  if (selection.kind === "statistics") return "the statistics of every head, over all tokens";
  if (selection.kind === "thumbnails") {
    return `the map of every head, small and on its own scale; a cell is ${cells[selection.pooling ?? "none"]}`;
  }
  return `${unitsInWords(selection)}${selection.list ? listInWords(selection.list) : ""}`;
}

const cells = {
  max: "the largest weight of its block",
  mean: "the mean of its block",
  none: "one weight",
} as const satisfies Record<NonNullable<SelectedThumbnails["pooling"]> | "none", string>;

function unitsInWords({ kind, of, combine }: SelectedUnits): string {
  const [one, several] = kind === "row" ? ["query", "queries"] : ["key", "keys"];
  const [first] = of;
  if (of.length === 1 && first) return `${kind} of ${one} ${named(first)}`;
  const names = of.slice(0, mostNamedTokens).map(named);
  const more = of.length > names.length ? [`and ${of.length - names.length} more`] : [];
  return `${combine} of the ${kind}s of ${of.length} ${several}: ${[...names, ...more].join(", ")}`;
}

function named({ position, text }: NamedUnit): string {
  return `${position} “${shownName(text, longestTokenName)}”`;
}

function listInWords({ by, descending, sought }: ListOrder): string {
  const order = `; sorted by ${by}, ${descending ? "descending" : "ascending"}`;
  return sought === "" ? order : `${order}; only tokens with “${shownName(sought, longestTokenName)}” in them`;
}
