import { attentionMap, mapUnits, type AttentionMap } from "./attentionMap.js";
import type { AttentionGroup } from "./attentionGroup.js";
import type { HeadSet } from "./headSet.js";
import { headStatistics, statisticsOfHead, type HeadStatistics } from "./headStatistics.js";
import { heatMap, type HeatMap } from "./heatMap.js";
import { keepsWeights, plainRecipe, type Recipe } from "./recipe.js";
import { strongestPairs, type StrongestPairs } from "./strongestPairs.js";
import { ThumbnailsInTheMaking, type Thumbnails } from "./thumbnails.js";
import type { Trace } from "./trace.js";
import { groupOf } from "./traceGroup.js";

/** How many maps that are not a head's own are kept: the one in hand, and those beside it. */
const MAPS_KEPT = 4;
/** Thumbnails under other recipes than the plain one: as many as there are groups. */
const THUMBNAILS_KEPT = 3;

/** Gives others a turn: the work that asks for it takes longer than a frame. */
export type Yield = () => Promise<void>;

/** Answers what is asked of a trace, and keeps what was made for it last. All throw RangeError for what does not exist. */
export class TraceReading {
  readonly #maps = new Map<string, AttentionMap>();
  readonly #thumbnails = new Map<string, Promise<Thumbnails>>();
  readonly #statistics = new Map<AttentionGroup, Promise<HeadStatistics>>();

  constructor(readonly trace: Trace) {}

  /** The exact weights of a set of heads under a recipe; not to be changed. */
  map(heads: HeadSet, recipe: Recipe): AttentionMap {
    if (heads.heads.length === 1 && keepsWeights(recipe)) return attentionMap(this.trace, heads, recipe);
    const { dropSpecial, merge, threshold, topK } = recipe;
    return kept(this.#maps, JSON.stringify([heads, dropSpecial, merge, threshold, topK]), MAPS_KEPT, () =>
      attentionMap(this.trace, heads, recipe),
    );
  }

  heatMap(heads: HeadSet, recipe: Recipe): HeatMap {
    const { weights, keys } = this.map(heads, recipe);
    return heatMap(weights, keys.firsts.length, recipe);
  }

  /** `[keys]` of one query. */
  row(heads: HeadSet, recipe: Recipe, query: number): Float32Array {
    const { weights, queries, keys } = this.map(heads, recipe);
    const [rows, columns] = [queries.firsts.length, keys.firsts.length];
    if (!(Number.isInteger(query) && query >= 0 && query < rows)) throw new RangeError(`no query ${query} of ${rows}`);
    return weights.slice(query * columns, (query + 1) * columns);
  }

  /** `[queries]` of one key. */
  column(heads: HeadSet, recipe: Recipe, key: number): Float32Array {
    const { weights, queries, keys } = this.map(heads, recipe);
    const [rows, columns] = [queries.firsts.length, keys.firsts.length];
    if (!(Number.isInteger(key) && key >= 0 && key < columns)) throw new RangeError(`no key ${key} of ${columns}`);
    return Float32Array.from({ length: rows }, (_, query) => weights[query * columns + key]!);
  }

  strongestPairs(heads: HeadSet, recipe: Recipe, count: number): StrongestPairs {
    return strongestPairs(this.trace, heads, recipe, count);
  }

  /** Thumbnails of all heads of a group. @param turn is awaited between heads */
  thumbnails(group: AttentionGroup, recipe: Recipe, turn: Yield): Promise<Thumbnails> {
    const { scaledOver, scale, pooling, dropSpecial, merge, threshold, topK } = recipe;
    const key = JSON.stringify([group, scaledOver, scale, pooling, dropSpecial, merge, threshold, topK]);
    return kept(this.#thumbnails, key, THUMBNAILS_KEPT, async () => {
      const making = new ThumbnailsInTheMaking(this.trace, group, recipe);
      while (making.next()) await turn();
      return making.finish();
    });
  }

  /** Makes what is looked at first, before it is asked for. */
  async prepare(turn: Yield): Promise<void> {
    await this.thumbnails(this.trace.groups[0]!.group, plainRecipe, turn);
  }

  headStatistics(group: AttentionGroup, turn: Yield): Promise<HeadStatistics> {
    return kept(this.#statistics, group, Infinity, async () => {
      const { layers, heads } = groupOf(this.trace, group);
      const empty = () => new Float32Array(layers * heads);
      const all = Object.fromEntries(headStatistics.map((name) => [name, empty()])) as Record<
        (typeof headStatistics)[number],
        Float32Array
      >;
      for (let index = 0; index < layers * heads; index++) {
        const one = statisticsOfHead(this.trace, group, Math.floor(index / heads), index % heads);
        for (const name of headStatistics) all[name][index] = one[name];
        await turn();
      }
      return all;
    });
  }

  /** How many rows and columns a map has. */
  size(group: AttentionGroup, recipe: Recipe): { readonly rows: number; readonly columns: number } {
    const { queries, keys } = mapUnits(this.trace, group, recipe);
    return { rows: queries.firsts.length, columns: keys.firsts.length };
  }
}

/** What is kept under a key, made where it is not; the oldest makes room. What fails is not kept. */
function kept<K, T>(held: Map<K, T>, key: K, limit: number, make: () => T): T {
  const found = held.get(key);
  held.delete(key);
  const value = found ?? make();
  held.set(key, value);
  if (value instanceof Promise) value.catch(() => held.get(key) === value && held.delete(key));
  if (held.size > limit) held.delete(held.keys().next().value!);
  return value;
}
