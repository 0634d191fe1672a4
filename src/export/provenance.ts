import type { LeftOfRows } from "../attention/attentionLeft.js";
import type { HeadSet } from "../attention/headSet.js";
import type { Recipe } from "../attention/recipe.js";
import type { ExecutionProvider } from "../attention/trace.js";
import type { Selection } from "./selection.js";

/** A piece of the document that was read. */
export interface SourceRange {
  /** UTF-16 offset of the first unit. */
  readonly start: number;
  /** UTF-16 offset one past the last unit. */
  readonly end: number;
  /** Counted from 1; null where the document is no longer at hand. */
  readonly firstLine: number | null;
  /** Counted from 1; null where the document is no longer at hand. */
  readonly lastLine: number | null;
}

/** Where what is exported comes from and what was done to it. Files tell it in English, whatever the person's language. */
export interface Provenance {
  readonly extensionVersion: string;
  /** ISO 8601, in UTC. */
  readonly date: string;
  readonly encoder: {
    readonly name: string;
    /** Null where it has none. */
    readonly version: string | null;
    /** Of the model's file, hexadecimal; null where it is not known. */
    readonly sha256: string | null;
  };
  readonly provider: ExecutionProvider;
  readonly source: {
    /** What the document is called. */
    readonly title: string;
    /** In the order in which they were read. */
    readonly ranges: readonly SourceRange[];
  };
  /** Of the map in view; a selection of all heads is of more than these. */
  readonly heads: HeadSet;
  /** Of the map in view; statistics are of no recipe. */
  readonly recipe: Recipe;
  /** How much of their attention is left of the rows; null, or left out, if the recipe drops nothing. */
  readonly left?: LeftOfRows | null;
  /** Null for a whole map and for a page of its own. */
  readonly selection: Selection | null;
  /** `[N]` what the tokens of the source stand for. */
  readonly tokens: readonly string[];
  /** What the tokens stand for that a decoder read, its start token first; null for other models. */
  readonly targetTokens: readonly string[] | null;
  /** `[target tokens]` what each row of that decoder produces; null for other models. */
  readonly producedTokens: readonly string[] | null;
}
