import { attendedKeys, type AttendedKeys } from "./attendedKeys.js";
import { attentionMap, type AttentionMap } from "./attentionMap.js";
import type { AttentionGroup } from "./attentionGroup.js";
import { DerivedMaps } from "./derivedMaps.js";
import type { HeadSet } from "./headSet.js";
import { headStatistics, statisticsOfHead, type HeadStatistics } from "./headStatistics.js";
import { heatMap, type HeatMap } from "./heatMap.js";
import { keepsWeights, plainRecipe, type Recipe } from "./recipe.js";
import { abortError } from "./sharedWork.js";
import { SharedWorks } from "./sharedWorks.js";
import { strongestPairs, type StrongestPairs } from "./strongestPairs.js";
import { ThumbnailsInTheMaking, type Thumbnails } from "./thumbnails.js";
import type { Trace } from "./trace.js";
import { groupOf, tokensOf } from "./traceGroup.js";

/** Thumbnails under other recipes than the plain one: as many as there are groups. */
const THUMBNAILS_KEPT = 3;

/** Gives others a turn: the work that asks for it takes longer than a frame. */
export type Yield = () => Promise<void>;

/** Answers what is asked of a trace, and keeps what was made for it last. All throw RangeError for what does not exist. */
export class TraceReading {
  readonly #maps: DerivedMaps;
  readonly #thumbnails = new SharedWorks<Thumbnails>(THUMBNAILS_KEPT);
  readonly #statistics = new SharedWorks<HeadStatistics>(Infinity);

  /** @param maps where it keeps those that are not a head's own, beside those of other traces */
  constructor(
    readonly trace: Trace,
    maps = new DerivedMaps(),
  ) {
    this.#maps = maps;
  }

  /** The exact weights of a set of heads under a recipe; not to be changed. */
  map(heads: HeadSet, recipe: Recipe): AttentionMap {
    if (heads.heads.length === 1 && keepsWeights(recipe)) return attentionMap(this.trace, heads, recipe);
    const { dropSpecial, merge, threshold, topK } = recipe;
    return this.#maps.map(this.trace, JSON.stringify([heads, dropSpecial, merge, threshold, topK]), () =>
      attentionMap(this.trace, heads, recipe),
    );
  }

  heatMap(heads: HeadSet, recipe: Recipe): HeatMap {
    const { weights, keys, left } = this.map(heads, recipe);
    return heatMap(weights, keys.firsts.length, recipe, left);
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

  /** The most attended keys of every query of a map, special tokens aside. */
  attended(heads: HeadSet, recipe: Recipe, count: number): AttendedKeys {
    const map = this.map(heads, recipe);
    const whole = recipe.dropSpecial
      ? this.map(heads, { ...recipe, dropSpecial: false, threshold: 0, topK: null })
      : map;
    return attendedKeys(map, whole, tokensOf(this.trace, groupOf(this.trace, heads.group).keys), count);
  }

  strongestPairs(heads: HeadSet, recipe: Recipe, count: number): StrongestPairs {
    return strongestPairs(this.trace, heads, recipe, count);
  }

  /**
   * Thumbnails of all heads of a group, made once for all who ask for them.
   *
   * @param turn is awaited between heads
   * @param signal says that who asked waits no longer: what nobody waits for is made no further
   * @throws AbortError when the signal aborts, when others were asked for since, or when the reading is closed
   */
  async thumbnails(group: AttentionGroup, recipe: Recipe, turn: Yield, signal?: AbortSignal): Promise<Thumbnails> {
    return this.#thumbnailsOf(group, recipe, turn).wait(signal);
  }

  /** Makes what is looked at first, before it is asked for. */
  prepare(turn: Yield): void {
    this.#thumbnailsOf(this.trace.groups[0]!.group, plainRecipe, turn);
  }

  /** The statistics of all heads of a group; see `thumbnails`. */
  async headStatistics(group: AttentionGroup, turn: Yield, signal?: AbortSignal): Promise<HeadStatistics> {
    const statistics = this.#statistics.work(group, async (stop) => {
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
        if (stop.aborted) throw abortError();
      }
      return all;
    });
    return statistics.wait(signal);
  }

  /** Gives up what is under way and what was kept: the trace is no longer held. */
  close(): void {
    this.#thumbnails.stop();
    this.#statistics.stop();
    this.#maps.forget(this.trace);
  }

  #thumbnailsOf(group: AttentionGroup, recipe: Recipe, turn: Yield) {
    const { scaledOver, scale, pooling, dropSpecial, merge, threshold, topK } = recipe;
    const key = JSON.stringify([group, scaledOver, scale, pooling, dropSpecial, merge, threshold, topK]);
    return this.#thumbnails.work(key, async (stop) => {
      const making = new ThumbnailsInTheMaking(this.trace, group, recipe);
      while (making.next()) {
        await turn();
        if (stop.aborted) throw abortError();
      }
      return making.finish();
    });
  }
}
