import { oneHead, type HeadSet } from "../../src/attention/headSet.js";
import type { StrongestPairs } from "../../src/attention/strongestPairs.js";
import { ThumbnailsInTheMaking } from "../../src/attention/thumbnails.js";
import type { Trace, TraceSummary } from "../../src/attention/trace.js";
import { TraceReading } from "../../src/attention/traceReading.js";
import { groupOf, type HeadPlace } from "../../src/attention/traceGroup.js";
import { headBlock } from "../../src/export/standaloneDocument.js";
import { Channel, type Handlers, type Port } from "../../src/protocol/channel.js";
import type { NoMethods } from "../../src/protocol/encoderProtocol.js";
import { HeldHeads } from "./heldHeads.js";
import { unpacked } from "./packedBlock.js";
import type { BlockMethods, ReadingEvents, ReadingMethods } from "./readingProtocol.js";

/** Reads the trace of the page at the other end of a port, head by head as they are looked at. */
export function readTraces(port: Port): void {
  let opened: (summary: TraceSummary) => void = () => undefined;
  const reading = new Promise<Reading>((resolve) => {
    opened = (summary) => {
      const load = async (place: HeadPlace) => {
        const bytes = await unpacked(await channel.call("block", { name: headBlock(place) }));
        return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
      };
      const held = new HeldHeads(summary, load);
      const trace: Trace = { ...summary, attention: held.maps, positionValues: [] };
      resolve({ trace, held, reading: new TraceReading(trace) });
    };
  });
  const channel = new Channel<BlockMethods, ReadingEvents, ReadingMethods, NoMethods>(port, answers(reading));
  channel.on("open", ({ trace }) => opened(trace));
}

interface Reading {
  readonly trace: Trace;
  readonly held: HeldHeads;
  readonly reading: TraceReading;
}

function answers(opened: Promise<Reading>): Handlers<ReadingMethods> {
  const looking = async <T>(heads: HeadSet, look: (reading: TraceReading) => T): Promise<T> => {
    const { held, reading } = await opened;
    return held.use(placesOf(heads), () => look(reading));
  };
  return {
    async thumbnails({ group, recipe }, { signal }) {
      const { trace, held } = await opened;
      const making = new ThumbnailsInTheMaking(trace, group, recipe);
      const { layers, heads } = groupOf(trace, group);
      for (let index = 0; index < layers * heads; index++) {
        signal.throwIfAborted();
        await held.use([{ group, layer: Math.floor(index / heads), head: index % heads }], () => making.next());
        // What is looked at does not wait for what is made besides.
        await new Promise((turn) => setTimeout(turn, 0));
      }
      return making.finish();
    },
    heatMap: ({ heads, recipe }) => looking(heads, (reading) => reading.heatMap(heads, recipe)),
    attentionRow: ({ heads, recipe, query }) => looking(heads, (reading) => reading.row(heads, recipe, query)),
    attentionColumn: ({ heads, recipe, key }) => looking(heads, (reading) => reading.column(heads, recipe, key)),
    attentionMap: ({ heads, recipe }) =>
      looking(heads, (reading) => {
        const { weights, queries, keys } = reading.map(heads, recipe);
        return { rows: queries.firsts.length, columns: keys.firsts.length, weights };
      }),
    async strongestPairs({ heads, recipe, count }) {
      const parts: StrongestPairs[] = [];
      for (const place of placesOf(heads)) {
        const one = oneHead(place);
        parts.push(await looking(one, (reading) => reading.strongestPairs(one, recipe, count)));
      }
      return joinedPairs(parts);
    },
  };
}

function placesOf({ group, heads }: HeadSet): HeadPlace[] {
  return heads.map((place) => ({ group, ...place }));
}

/** The pairs of several heads, each of which was asked for by itself. */
function joinedPairs(parts: readonly StrongestPairs[]): StrongestPairs {
  const { rows, count, left: own } = parts[0]!;
  const size = rows * count;
  const [keys, weights] = [new Int32Array(parts.length * size), new Float32Array(parts.length * size)];
  for (const [place, part] of parts.entries()) {
    keys.set(part.keys, place * size);
    weights.set(part.weights, place * size);
  }
  const left = own && Float32Array.from(parts.flatMap((part) => [...part.left!]));
  return { rows, count, keys, weights, left };
}
