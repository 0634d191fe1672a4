import { positionMatrix } from "../../../src/attention/positions.js";
import { summarize, type TraceSummary } from "../../../src/attention/trace.js";
import { TraceReading } from "../../../src/attention/traceReading.js";
import { exportFormats, type ExportFormat } from "../../../src/export/exportFormats.js";
import { Failure } from "../../../src/protocol/failure.js";
import type { ViewState } from "../../../src/protocol/look.js";
import type { HostEvents, PageEvents, PageMethods, PageState } from "../../../src/protocol/pageProtocol.js";
import type { Host } from "../../../webview/host.js";
import { syntheticTrace, type TraceShape } from "./syntheticTrace.js";

const firstHead: ViewState = { group: "encoder", layer: 0, head: 0 };

export interface Emitted {
  readonly name: string;
  readonly event: unknown;
}

/** The world outside the page, in the page: answers from synthetic traces, and keeps what the page says. */
export class FakeHost implements Host {
  readonly offers = { editor: true, formats: Object.keys(exportFormats) as ExportFormat[] };
  readonly emitted: Emitted[] = [];
  readonly calls: { readonly method: string; readonly request: object }[] = [];
  readonly #readings = new Map<number, TraceReading>();
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #held: { readonly method: string; readonly answer: () => void }[] = [];
  readonly #holding = new Set<string>();
  #failing: string | null = null;
  #state: PageState | undefined;

  constructor(state: PageState | undefined) {
    this.#state = state;
  }

  async call<K extends keyof PageMethods>(
    method: K,
    request: Parameters<PageMethods[K]>[0],
  ): Promise<ReturnType<PageMethods[K]>> {
    this.calls.push({ method, request });
    // As over a real channel, no answer comes in the same turn.
    await new Promise((answer) => setTimeout(answer, 0));
    if (this.#holding.has(method)) await new Promise<void>((answer) => this.#held.push({ method, answer }));
    if (this.#failing === method) throw new Failure("traceGone", "This trace is gone; run Show Attention again.");
    return structuredClone(await this.#answer(method, request)) as ReturnType<PageMethods[K]>;
  }

  emit<K extends keyof PageEvents>(name: K, event: PageEvents[K]): void {
    this.emitted.push({ name, event });
  }

  on<K extends keyof HostEvents>(name: K, listener: (event: HostEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  readState(): PageState | undefined {
    return this.#state;
  }

  writeState(state: PageState | undefined): void {
    this.#state = structuredClone(state);
  }

  /** Sends an event to the page. */
  send<K extends keyof HostEvents>(name: K, event: HostEvents[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never);
  }

  /** Makes a trace and shows it. */
  show(shape: TraceShape, { title = "coffee.txt", view = firstHead, notices = [] as string[] } = {}): void {
    const trace = syntheticTrace(shape);
    this.#readings.set(trace.id, new TraceReading(trace));
    this.sendTrace(trace.id, title, view, notices);
  }

  /** Shows a trace that was made before. @param facts what its summary is to say */
  sendTrace(
    id: number,
    title: string,
    view: ViewState,
    notices: readonly string[] = [],
    facts: Partial<TraceSummary> = {},
  ): void {
    const source = { uri: `file:///${title}`, title, ranges: [[0, 10]] as const, fingerprint: "0".repeat(64) };
    this.send("traced", { trace: { ...summarize(this.#readings.get(id)!.trace), ...facts }, source, view, notices });
  }

  /** From now on, answers to a method wait for `release`. */
  hold(method: keyof PageMethods): void {
    this.#holding.add(method);
  }

  /** Lets go of the answers held, the latest first, so that they come in the wrong order. */
  release(): void {
    this.#holding.clear();
    for (const { answer } of this.#held.splice(0).reverse()) answer();
  }

  /** From now on, a method fails; null for none. */
  fail(method: keyof PageMethods | null): void {
    this.#failing = method;
  }

  #answer<K extends keyof PageMethods>(method: K, asked: Parameters<PageMethods[K]>[0]): unknown {
    const reading = this.#readings.get(asked.trace)!;
    const answers: { [M in keyof PageMethods]?: (request: Parameters<PageMethods[M]>[0]) => unknown } = {
      thumbnails: ({ group, recipe }) => reading.thumbnails(group, recipe, noTurn),
      heatMap: ({ heads, recipe }) => reading.heatMap(heads, recipe),
      attentionRow: ({ heads, recipe, query }) => reading.row(heads, recipe, query),
      attentionColumn: ({ heads, recipe, key }) => reading.column(heads, recipe, key),
      strongestPairs: ({ heads, recipe, count }) => reading.strongestPairs(heads, recipe, count),
      headStatistics: ({ group }) => reading.headStatistics(group, noTurn),
      positionalEncoding: ({ encoding, head }) => {
        const { positions, positionValues } = reading.trace;
        return positionMatrix(positions[encoding]!, positionValues[encoding]!, head).values.slice();
      },
      exportView: ({ format }) => ({ saved: `coffee.${exportFormats[format].extension}` }),
    };
    return answers[method]!(asked);
  }
}

const noTurn = () => Promise.resolve();
