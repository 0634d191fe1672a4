import type { HeadSet } from "../../src/attention/headSet.js";
import { groupOf } from "../../src/attention/traceGroup.js";
import { headBlock, positionsBlock, type StandaloneDocument } from "../../src/export/standaloneDocument.js";
import { thumbnailsOfBlock } from "../../src/export/thumbnailsBlock.js";
import { Channel, type CallOptions, type Handlers, type Port } from "../../src/protocol/channel.js";
import type { NumberMethods } from "../../src/protocol/numbersOfTraces.js";
import { Failure } from "../../src/protocol/failure.js";
import type { Preferences } from "../../src/protocol/look.js";
import type { HostEvents, PageEvents, PageMethods, PageState } from "../../src/protocol/pageProtocol.js";
import type { NoMethods } from "../../src/protocol/encoderProtocol.js";
import type { OfPositions, OfThumbnails } from "../../src/protocol/traceMethods.js";
import type { Host, Offers } from "../host.js";
import { fill, labels } from "../labels.js";
import { downloadFormats, downloadView } from "./downloadView.js";
import type { Blocks } from "./pageBlocks.js";
import { unpacked } from "./packedBlock.js";
import type { BlockMethods, ReadingEvents, ReadingMethods } from "./readingProtocol.js";

type Answered = PageMethods & NumberMethods;

/** The host of a stand-alone page: all there is, is in the page or beside it. */
export class EmbeddedHost implements Host {
  readonly offers: Offers = { editor: false, formats: downloadFormats };
  readonly #standalone: StandaloneDocument<Preferences>;
  readonly #blocks: Blocks;
  readonly #heads: ReadonlySet<string>;
  readonly #reading: Channel<ReadingMethods, NoMethods, BlockMethods, ReadingEvents>;
  readonly #answers: Handlers<Answered>;
  readonly #listeners = new Map<string, Set<(event: never) => void>>();

  /** @param port the way to who reads the trace */
  constructor(standalone: StandaloneDocument<Preferences>, blocks: Blocks, port: Port) {
    this.#standalone = standalone;
    this.#blocks = blocks;
    this.#heads = new Set(standalone.heads.map(headBlock));
    this.#reading = new Channel(port, { block: ({ name }) => blocks(name) });
    this.#reading.emit("open", { trace: standalone.trace });
    this.#answers = this.#answering();
  }

  async call<K extends keyof Answered>(
    method: K,
    request: Parameters<Answered[K]>[0],
    { signal }: CallOptions = {},
  ): Promise<ReturnType<Answered[K]>> {
    const call = { signal: signal ?? new AbortController().signal, progress: () => undefined };
    return this.#answers[method](request, call);
  }

  emit(name: keyof PageEvents): void {
    // The page has its heads and pins from `readState`; there is nobody else to be told anything.
    if (name !== "ready") return;
    const { trace, preferences, view, notices } = this.#standalone;
    this.#send("preferences", preferences);
    this.#send("traced", { trace, source: this.#source, view, notices });
  }

  on<K extends keyof HostEvents>(name: K, listener: (event: HostEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  readState(): PageState {
    const { view, set } = this.#standalone;
    return { source: this.#source, view, set };
  }

  writeState(): void {
    // The page begins as it was exported, whenever it is opened.
  }

  get #source(): PageState["source"] {
    return { uri: "", title: this.#standalone.title, ranges: [], fingerprint: "" };
  }

  #send<K extends keyof HostEvents>(name: K, event: HostEvents[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never);
  }

  #answering(): Handlers<Answered> {
    const looking =
      <K extends Exclude<keyof ReadingMethods, "thumbnails">>(method: K) =>
      (request: Parameters<ReadingMethods[K]>[0], { signal }: { readonly signal: AbortSignal }) => {
        this.#check(request.heads);
        return this.#reading.call(method, request, { signal });
      };
    return {
      thumbnails: (request, { signal }) => this.#thumbnails(request, signal),
      heatMap: looking("heatMap"),
      attentionRow: looking("attentionRow"),
      attentionColumn: looking("attentionColumn"),
      strongestPairs: looking("strongestPairs"),
      attentionMap: looking("attentionMap"),
      headStatistics: ({ group }) => this.#standalone.statistics.find((one) => one.group === group)!.statistics,
      positionalEncoding: (request) => this.#positions(request),
      exportView: async (request, { signal }) => {
        const { trace, title, provenance } = this.#standalone;
        return downloadView(request, { trace, title, provenance, numbers: this }, signal);
      },
    };
  }

  /** @throws Failure where a head's weights are not in the page */
  #check({ group, heads }: HeadSet): void {
    const missing = heads.filter((place) => !this.#heads.has(headBlock({ group, ...place })));
    const [first] = missing;
    if (!first) return;
    const { layer, head } = first;
    const sentence =
      heads.length === 1
        ? fill(labels.standalone.headNotHeld, { layer: layer + 1, head: head + 1 })
        : fill(labels.standalone.headsNotHeld, { count: missing.length, of: heads.length });
    throw new Failure("traceGone", sentence);
  }

  async #thumbnails(request: OfThumbnails, signal: AbortSignal): Promise<ReturnType<PageMethods["thumbnails"]>> {
    const { trace, thumbnails, heads: held } = this.#standalone;
    const { group, recipe } = request;
    const { layers, heads } = groupOf(trace, group);
    const wanted = JSON.stringify(recipe);
    const made = thumbnails.find((one) => one.group === group && JSON.stringify(one.recipe) === wanted);
    if (made) return thumbnailsOfBlock(await unpacked(await this.#blocks(made.block)), layers * heads, made);
    if (held.filter((one) => one.group === group).length < layers * heads)
      throw new Failure("traceGone", labels.standalone.thumbnailsNotHeld);
    return this.#reading.call("thumbnails", request, { signal });
  }

  async #positions({ encoding, head }: OfPositions): Promise<Float32Array> {
    const held = this.#standalone.positions.some((one) => one.encoding === encoding && one.head === head);
    if (!held) throw new Failure("traceGone", labels.standalone.positionsNotHeld);
    const bytes = await unpacked(await this.#blocks(positionsBlock(encoding, head)));
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  }
}
