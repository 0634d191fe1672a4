import type { HeatMap } from "../../src/attention/heatMap.js";
import type { Thumbnails } from "../../src/attention/thumbnails.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import type { ViewState } from "../../src/protocol/pageProtocol.js";
import type { Host } from "../host.js";
import { HeldTensors, type Tensor } from "./heldTensors.js";

/** A map of 512 tokens takes 0.26 MB: 32 of them bear a walk through a layer and back without a question to the host. */
const HEAD_MAPS_HELD = 32;
/** A row of 512 tokens takes 2 KB. */
const ROWS_HELD = 2048;

/** The tensors of one trace, each fetched when it is first looked at. Nothing of another trace can get in. */
export class TraceTensors {
  readonly thumbnails: Tensor<Thumbnails>;
  readonly positionalEncoding: Tensor<Float32Array>;
  readonly #headMaps = new HeldTensors<HeatMap>(HEAD_MAPS_HELD);
  readonly #rows = new HeldTensors<Float32Array>(ROWS_HELD);
  readonly #abort = new AbortController();
  readonly #host: Host;
  readonly #trace: TraceSummary;

  constructor(host: Host, trace: TraceSummary) {
    this.#host = host;
    this.#trace = trace;
    const request = { trace: trace.id };
    const options = { signal: this.#abort.signal };
    this.thumbnails = new HeldTensors<Thumbnails>(1).tensor(`${trace.id}/thumbnails`, () =>
      host.call("thumbnails", request, options),
    );
    this.positionalEncoding = new HeldTensors<Float32Array>(1).tensor(`${trace.id}/positions`, () =>
      host.call("positionalEncoding", request, options),
    );
  }

  /** The map of one head. */
  headMap({ layer, head }: ViewState): Tensor<HeatMap> {
    return this.#headMaps.tensor(`${this.#trace.id}/${layer}/${head}`, () =>
      this.#host.call("headMap", { trace: this.#trace.id, layer, head }, { signal: this.#abort.signal }),
    );
  }

  /** The exact weights of one query's row. */
  row({ layer, head }: ViewState, query: number): Tensor<Float32Array> {
    return this.#rows.tensor(`${this.#trace.id}/${layer}/${head}/${query}`, () =>
      this.#host.call("attentionRow", { trace: this.#trace.id, layer, head, query }, { signal: this.#abort.signal }),
    );
  }

  /** Gives up what is on its way: the trace is no longer on screen. */
  close(): void {
    this.#abort.abort();
  }
}
