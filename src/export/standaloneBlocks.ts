import type { AttentionGroup } from "../attention/attentionGroup.js";
import type { HeadStatistics } from "../attention/headStatistics.js";
import type { LayerAndHead } from "../attention/headSet.js";
import { plainRecipe, type Recipe } from "../attention/recipe.js";
import type { Thumbnails } from "../attention/thumbnails.js";
import type { TraceSummary } from "../attention/trace.js";
import type { HeadPlace } from "../attention/traceGroup.js";
import { headBlock, positionsBlock, type HeldThumbnails, type StandaloneDocument } from "./standaloneDocument.js";
import { thumbnailsBlock } from "./thumbnailsBlock.js";

/** Where a trace's numbers come from, as they are needed. */
export interface TraceNumbers {
  thumbnails(group: AttentionGroup, recipe: Recipe): Promise<Thumbnails>;
  statistics(group: AttentionGroup): Promise<HeadStatistics>;
  /** `[queries, keys]` as the encoder computed it. */
  head(place: HeadPlace): Promise<Float32Array>;
  positions(encoding: number, head: number): Promise<Float32Array>;
}

/** Bytes with a name. */
export interface Block {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What of a page is known before its numbers are asked for. */
export type StandaloneFacts<Preferences> = Omit<StandaloneDocument<Preferences>, "statistics" | "thumbnails"> & {
  readonly trace: TraceSummary;
  readonly set: readonly LayerAndHead[];
};

/** A page's document, the blocks its first picture is made of, and those that follow. */
export interface StandaloneContent<Preferences> {
  readonly document: StandaloneDocument<Preferences>;
  readonly first: readonly Block[];
  /** Asks for each when it is to be written. */
  readonly rest: () => AsyncGenerator<Block>;
}

/** Gathers what a stand-alone page holds. @param recipe the one that is shown, beside the plain one */
export async function standaloneContent<Preferences>(
  facts: StandaloneFacts<Preferences>,
  recipe: Recipe,
  numbers: TraceNumbers,
): Promise<StandaloneContent<Preferences>> {
  const thumbnails: HeldThumbnails[] = [];
  const first: Block[] = [];
  const statistics: { group: AttentionGroup; statistics: HeadStatistics }[] = [];
  const recipes = JSON.stringify(recipe) === JSON.stringify(plainRecipe) ? [plainRecipe] : [recipe, plainRecipe];
  for (const { group } of facts.trace.groups) {
    statistics.push({ group, statistics: await numbers.statistics(group) });
    for (const [place, one] of recipes.entries()) {
      const made = await numbers.thumbnails(group, one);
      const block = `thumbnails-${group}-${place}`;
      const { rows, columns, unreadable } = made;
      thumbnails.push({ group, recipe: one, rows, columns, unreadable: unreadable !== null, block });
      first.push({ name: block, bytes: thumbnailsBlock(made) });
    }
  }
  return {
    document: { ...facts, statistics, thumbnails },
    first,
    async *rest() {
      for (const place of facts.heads) yield { name: headBlock(place), bytes: bytesOf(await numbers.head(place)) };
      for (const { encoding, head } of facts.positions) {
        yield { name: positionsBlock(encoding, head), bytes: bytesOf(await numbers.positions(encoding, head)) };
      }
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
