import { headMaps } from "../../src/attention/heads.js";
import type { Trace } from "../../src/attention/trace.js";
import type { Tokens } from "../../src/attention/tokens.js";
import { benchTokens, bracketPartners } from "./benchText.js";

/** How large a trace is, and what its noise begins with. */
export interface BenchTraceShape {
  readonly id: number;
  readonly layers: number;
  readonly heads: number;
  readonly tokens: number;
  readonly seed: number;
}

/** A trace as an encoder's might be, without a run: each head looks at something, and all of them are noisy. */
export function benchTrace({ id, layers, heads, tokens: n, seed }: BenchTraceShape): Trace {
  const { tokens, text } = benchTokens(n);
  const attention = new Float32Array(layers * heads * n * n);
  const partners = bracketPartners(tokens);
  const random = randomNumbers(seed);
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < heads; head++) {
      const first = (layer * heads + head) * n * n;
      fillHead(attention.subarray(first, first + n * n), { tokens, partners, random, layer, kind: head % 8 });
    }
  }
  return {
    id,
    encoder: {
      name: "Synthetic encoder",
      version: "",
      layers,
      heads,
      dimension: heads * 64,
      headDimension: 64,
      trainedLength: null,
    },
    provider: { asked: "cpu", used: "cpu", reason: null },
    groups: [{ group: "encoder", layers, heads, queries: "source", keys: "source" }],
    tokens,
    targetTokens: null,
    producedTokens: null,
    segments: [text],
    truncation: null,
    bytes: attention.byteLength,
    hiddenShapes: [],
    seal: null,
    notes: [],
    positions: [],
    positionalEncodingNote: null,
    timings: { load: 0, tokenize: 0, run: 0 },
    attention: { encoder: headMaps(attention, layers * heads) },
    positionValues: [],
  };
}

interface Head {
  readonly tokens: Tokens;
  readonly partners: Int32Array;
  readonly random: () => number;
  readonly layer: number;
  /** What it looks at, in [0, 8). */
  readonly kind: number;
}

function fillHead(map: Float32Array, { tokens, partners, random, layer, kind }: Head): void {
  const n = tokens.ids.length;
  const sharpness = Math.exp(2.5 + 0.25 * layer);
  const width = 2 + n / (4 + 4 * layer);
  for (let query = 0; query < n; query++) {
    let sum = 0;
    for (let key = 0; key < n; key++) {
      const noise = 0.05 + random();
      const weight = noise * (1 + (sharpness * score(kind, query, key, tokens, partners, width) * n) / 64);
      map[query * n + key] = weight;
      sum += weight;
    }
    for (let key = 0; key < n; key++) map[query * n + key]! /= sum;
  }
}

/** How much a query looks at a key, in [0, 1]. */
function score(kind: number, query: number, key: number, { texts }: Tokens, partners: Int32Array, width: number) {
  switch (kind) {
    case 0:
      return key === query - 1 ? 1 : 0;
    case 1:
      return key === query + 1 ? 1 : 0;
    case 2:
      return key === (partners[query]! < 0 ? 0 : partners[query]) ? 1 : 0;
    case 3:
      return Math.max(0, 1 - ((query - key) / width) ** 2) / 8;
    case 4:
      return key === 0 ? 1 : 0;
    case 5:
      return texts[query] === texts[key] ? 0.5 : 0;
    case 6:
      return texts[key] === "\n" || texts[key] === "." ? 0.5 : 0;
    default:
      return 0;
  }
}

/** Numbers in [0, 1): xorshift, Marsaglia 2003. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
