import type { AttentionGroup } from "../../src/attention/attentionGroup.js";
import type { HeadStatistics } from "../../src/attention/headStatistics.js";
import type { HeadSet } from "../../src/attention/headSet.js";
import type { HeatMap } from "../../src/attention/heatMap.js";
import type { Recipe } from "../../src/attention/recipe.js";
import type { StrongestPairs } from "../../src/attention/strongestPairs.js";
import type { Thumbnails } from "../../src/attention/thumbnails.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import type { PageMethods } from "../../src/protocol/pageProtocol.js";
import type { Host } from "../host.js";
import { HeldTensors, type Tensor } from "./heldTensors.js";

const MEGABYTE = 1024 ** 2;
/** The maps looked at last, and those beside the one in view: 60 heads of 512 tokens, or 4 of 2,048. */
const MAPS_HELD = 16 * MEGABYTE;
const THUMBNAILS_HELD = 3 * MEGABYTE;
const ROWS_HELD = 2 * MEGABYTE;
const PAIRS_HELD = 4 * MEGABYTE;
const POSITIONS_HELD = 8 * MEGABYTE;
/**
 * Milliseconds for which what takes the encoder's process long is still waited for once no view shows it: another view may
 * be on its way to the screen. The rest is computed in one go there, and not to be given up.
 */
const PATIENCE = 200;

/** What the page has of one trace, each fetched when it is first looked at. Nothing of another trace can get in. */
export class TraceTensors {
  readonly #thumbnails = new HeldTensors<Thumbnails>(THUMBNAILS_HELD, ({ pixels }) => pixels.byteLength, PATIENCE);
  readonly #maps = new HeldTensors<HeatMap>(MAPS_HELD, ({ pixels }) => pixels.byteLength);
  readonly #rows = new HeldTensors<Float32Array>(ROWS_HELD, ({ byteLength }) => byteLength);
  readonly #pairs = new HeldTensors<StrongestPairs>(PAIRS_HELD, ({ keys }) => 2 * keys.byteLength);
  readonly #statistics = new HeldTensors<HeadStatistics>(MEGABYTE, ({ entropy }) => 7 * entropy.byteLength, PATIENCE);
  readonly #positions = new HeldTensors<Float32Array>(POSITIONS_HELD, ({ byteLength }) => byteLength);
  readonly #abort = new AbortController();
  readonly #host: Host;
  readonly #trace: TraceSummary;

  constructor(host: Host, trace: TraceSummary) {
    this.#host = host;
    this.#trace = trace;
  }

  /** All heads of a group, small. */
  thumbnails(group: AttentionGroup, recipe: Recipe): Tensor<Thumbnails> {
    return this.#tensor(this.#thumbnails, "thumbnails", { trace: this.#trace.id, group, recipe });
  }

  /** Pixels and sums of a set of heads. */
  heatMap(heads: HeadSet, recipe: Recipe): Tensor<HeatMap> {
    return this.#tensor(this.#maps, "heatMap", { trace: this.#trace.id, heads, recipe });
  }

  /** `[keys]` the exact weights of one query's row. */
  row(heads: HeadSet, recipe: Recipe, query: number): Tensor<Float32Array> {
    return this.#tensor(this.#rows, "attentionRow", { trace: this.#trace.id, heads, recipe, query });
  }

  /** `[queries]` the exact weights of one key's column. */
  column(heads: HeadSet, recipe: Recipe, key: number): Tensor<Float32Array> {
    return this.#tensor(this.#rows, "attentionColumn", { trace: this.#trace.id, heads, recipe, key });
  }

  /** The strongest keys of every query, for each head of a set. */
  strongestPairs(heads: HeadSet, recipe: Recipe, count: number): Tensor<StrongestPairs> {
    return this.#tensor(this.#pairs, "strongestPairs", { trace: this.#trace.id, heads, recipe, count });
  }

  headStatistics(group: AttentionGroup): Tensor<HeadStatistics> {
    return this.#tensor(this.#statistics, "headStatistics", { trace: this.#trace.id, group });
  }

  /** One matrix of a positional encoding. @param head 0 where heads have not their own */
  positionalEncoding(encoding: number, head: number): Tensor<Float32Array> {
    return this.#tensor(this.#positions, "positionalEncoding", { trace: this.#trace.id, encoding, head });
  }

  /** Gives up what is on its way: the trace is no longer on screen. */
  close(): void {
    this.#abort.abort();
  }

  #tensor<K extends keyof PageMethods>(
    held: HeldTensors<ReturnType<PageMethods[K]>>,
    method: K,
    request: Parameters<PageMethods[K]>[0],
  ): Tensor<ReturnType<PageMethods[K]>> {
    return held.tensor(`${method} ${JSON.stringify(request)}`, (unwanted) =>
      this.#host.call(method, request, { signal: AbortSignal.any([unwanted, this.#abort.signal]) }),
    );
  }
}
