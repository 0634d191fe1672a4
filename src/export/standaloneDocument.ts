import type { AttentionGroup } from "../attention/attentionGroup.js";
import type { HeadStatistics } from "../attention/headStatistics.js";
import type { LayerAndHead } from "../attention/headSet.js";
import type { Recipe } from "../attention/recipe.js";
import type { TraceSummary } from "../attention/trace.js";
import type { HeadPlace } from "../attention/traceGroup.js";
import type { Provenance } from "./provenance.js";

/** Thumbnails of a group under a recipe; their numbers are a block (`thumbnailsBlock`). */
export interface HeldThumbnails {
  readonly group: AttentionGroup;
  readonly recipe: Recipe;
  readonly rows: number;
  readonly columns: number;
  /** Whether some cell has no number. */
  readonly unreadable: boolean;
  readonly block: string;
}

/**
 * A stand-alone page's trace without its large arrays, which are blocks of bytes with a name: in the page itself, each
 * deflated (zlib) and in base64, or in files beside it, `heads/NAME.bin`, as they are.
 *
 * @typeParam Preferences how the views are set
 */
export interface StandaloneDocument<Preferences> {
  readonly packaging: "page" | "folder";
  /** Of the labels, as BCP 47 has it. */
  readonly language: string;
  /** The page's words in that language; null for English. */
  readonly labels: unknown;
  readonly provenance: Provenance;
  readonly trace: TraceSummary;
  /** What the document is called that the text is of. */
  readonly title: string;
  readonly notices: readonly string[];
  readonly view: HeadPlace;
  readonly set: readonly LayerAndHead[];
  readonly preferences: Preferences;
  readonly statistics: readonly { readonly group: AttentionGroup; readonly statistics: HeadStatistics }[];
  readonly thumbnails: readonly HeldThumbnails[];
  /** The heads whose exact weights are there: their block is `headBlock`, `[queries, keys]` in float32, little endian. */
  readonly heads: readonly HeadPlace[];
  /** The matrices of positional encodings that are there, as `positionsBlock`, in float32. */
  readonly positions: readonly { readonly encoding: number; readonly head: number }[];
}

/** The name of a head's block. */
export function headBlock({ group, layer, head }: HeadPlace): string {
  return `${group}-${layer}-${head}`;
}

/** The name of a positional encoding's block. */
export function positionsBlock(encoding: number, head: number): string {
  return `positions-${encoding}-${head}`;
}
