import type { AttentionGroup } from "../../src/attention/attentionGroup.js";
import type { HeatMap } from "../../src/attention/heatMap.js";
import type { Thumbnails } from "../../src/attention/thumbnails.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import { attentionGroups } from "../../src/attention/traceGroup.js";
import type { ViewState } from "../../src/protocol/pageProtocol.js";
import type { Host } from "../host.js";
import { HeldTensors, type Tensor } from "./heldTensors.js";

/** A map of 512 tokens takes 0.26 MB: 32 of them bear a walk through a layer and back without a question to the host. */
const HEAD_MAPS_HELD = 32;
/** A row of 512 tokens takes 2 KB. */
const ROWS_HELD = 2048;

/** A matrix of 512 positions takes 1 MB or two. */
const POSITIONS_HELD = 8;

/** The tensors of one trace, each fetched when it is first looked at. Nothing of another trace can get in. */
export class TraceTensors {
  readonly #thumbnails = new HeldTensors<Thumbnails>(attentionGroups.length);
  readonly #headMaps = new HeldTensors<HeatMap>(HEAD_MAPS_HELD);
  readonly #positions = new HeldTensors<Float32Array>(POSITIONS_HELD);
  readonly #rows = new HeldTensors<Float32Array>(ROWS_HELD);
  readonly #abort = new AbortController();
  readonly #host: Host;
  readonly #trace: TraceSummary;

  constructor(host: Host, trace: TraceSummary) {
    this.#host = host;
    this.#trace = trace;
  }

  /** All heads of a group, small. */
  thumbnails(group: AttentionGroup): Tensor<Thumbnails> {
    return this.#thumbnails.tensor(`${this.#trace.id}/${group}`, () =>
      this.#host.call("thumbnails", { trace: this.#trace.id, group }, { signal: this.#abort.signal }),
    );
  }

  /** The map of one head. */
  headMap({ group, layer, head }: ViewState): Tensor<HeatMap> {
    const request = { trace: this.#trace.id, group, layer, head };
    return this.#headMaps.tensor(`${this.#trace.id}/${group}/${layer}/${head}`, () =>
      this.#host.call("headMap", request, { signal: this.#abort.signal }),
    );
  }

  /** The exact weights of one query's row. */
  row({ group, layer, head }: ViewState, query: number): Tensor<Float32Array> {
    const request = { trace: this.#trace.id, group, layer, head, query };
    return this.#rows.tensor(`${this.#trace.id}/${group}/${layer}/${head}/${query}`, () =>
      this.#host.call("attentionRow", request, { signal: this.#abort.signal }),
    );
  }

  /** One matrix of a positional encoding. @param head 0 where heads have not their own */
  positionalEncoding(encoding: number, head: number): Tensor<Float32Array> {
    const request = { trace: this.#trace.id, encoding, head };
    return this.#positions.tensor(`${this.#trace.id}/positions/${encoding}/${head}`, () =>
      this.#host.call("positionalEncoding", request, { signal: this.#abort.signal }),
    );
  }

  /** Gives up what is on its way: the trace is no longer on screen. */
  close(): void {
    this.#abort.abort();
  }
}
