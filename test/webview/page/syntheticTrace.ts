import type { Tokens } from "../../../src/attention/tokens.js";
import type { Trace } from "../../../src/attention/trace.js";

/** What a synthetic trace is made of. */
export interface TraceShape {
  readonly id: number;
  /** One text a token; the first and the last become special tokens of their own. */
  readonly words: readonly string[];
  readonly layers: number;
  readonly heads: number;
  readonly dimension: number;
  /** Tokens, by index among all, that are parts of one character with the token before them. */
  readonly continued?: readonly number[];
}

/** Attention that looks like a trained encoder's and is the same in every run and in every process. */
export function syntheticTrace({ id, words, layers, heads, dimension, continued = [] }: TraceShape): Trace {
  const tokens = syntheticTokens(words, new Set(continued));
  const n = tokens.texts.length;
  const attention = new Float32Array(layers * heads * n * n);
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < heads; head++) {
      fillHead(
        attention.subarray((layer * heads + head) * n * n, (layer * heads + head + 1) * n * n),
        tokens,
        layer,
        head,
      );
    }
  }
  return {
    id,
    encoder: {
      name: "Synthetic encoder",
      version: "1.0.0",
      layers,
      heads,
      dimension,
      headDimension: dimension / heads,
      trainedLength: 512,
    },
    provider: { asked: "auto", used: "cpu", reason: "CUDA was passed over: no NVIDIA driver was found." },
    groups: [{ group: "encoder", layers, heads, queries: "source", keys: "source" }],
    tokens,
    targetTokens: null,
    truncation: null,
    hiddenShapes: Array.from({ length: layers + 1 }, () => [n, dimension]),
    timings: { load: 0, tokenize: 1.25, run: 33.6 },
    seal: null,
    notes: [],
    positionalEncodingNote: null,
    attention: { encoder: attention },
    positionalEncoding: sinusoidal(n, dimension),
  };
}

/** So many words of prose, with white space of every kind among them. */
export function prose(count: number): string[] {
  const text =
    " The| cat| sat| on| the| mat|,| because| it| was| tired| of| the| dog|.|\n| A| dog| that| barks|\t|seldom| bites|;| the| coffee| was| cold| and| the| tea| was| warm|.";
  const words = text.split("|");
  return Array.from({ length: count }, (_, index) => words[index % words.length]!);
}

function syntheticTokens(words: readonly string[], continued: ReadonlySet<number>): Tokens {
  const texts = ["<s>", ...words, "</s>"];
  const n = texts.length;
  const segments = new Int32Array(n);
  const starts = new Int32Array(n);
  const ends = new Int32Array(n);
  let offset = 0;
  for (let token = 0; token < n; token++) {
    const special = token === 0 || token === n - 1;
    segments[token] = special ? -1 : 0;
    if (special) starts[token] = ends[token] = -1;
    else if (continued.has(token)) [starts[token], ends[token]] = [starts[token - 1]!, ends[token - 1]!];
    else [starts[token], ends[token]] = [offset, (offset += texts[token]!.length)];
  }
  return { ids: Int32Array.from({ length: n }, (_, token) => (token * 37) % 8192), texts, segments, starts, ends };
}

function fillHead(map: Float32Array, { texts }: Tokens, layer: number, head: number): void {
  const n = texts.length;
  const sharpness = 0.6 + 0.35 * layer;
  for (let query = 0; query < n; query++) {
    let sum = 0;
    for (let key = 0; key < n; key++) {
      const score = sharpness * pattern(head % 8, query, key, texts, n) + 0.8 * noise(layer, head, query, key);
      sum += map[query * n + key] = Math.exp(score);
    }
    for (let key = 0; key < n; key++) map[query * n + key]! /= sum;
  }
}

function pattern(kind: number, query: number, key: number, texts: readonly string[], n: number): number {
  switch (kind) {
    case 0:
      return key === query - 1 ? 6 : 0;
    case 1:
      return key === query ? 5 : 0;
    case 2:
      return key === 0 ? 6 : 0;
    case 3:
      return 5 * Math.exp(-(((query - key) / (1 + n / 24)) ** 2));
    case 4:
      return texts[query] === texts[key] ? 4 : 0;
    case 5:
      return /^[\s.,;]+$/.test(texts[key]!) ? 4 : 0;
    case 6:
      return key === query + 1 ? 6 : 0;
    default:
      return 0;
  }
}

/** A hash of the four numbers in [-1, 1]. */
function noise(layer: number, head: number, query: number, key: number): number {
  let hash = Math.imul(layer + 1, 0x9e3779b1) ^ Math.imul(head + 1, 0x85ebca6b) ^ Math.imul(query + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(key + 1, 0x27d4eb2f), 0x165667b1);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x7fffffff - 1;
}

function sinusoidal(n: number, dimension: number): Float32Array {
  return Float32Array.from({ length: n * dimension }, (_, cell) => {
    const [position, column] = [Math.floor(cell / dimension), cell % dimension];
    const angle = position / 10000 ** ((2 * Math.floor(column / 2)) / dimension);
    return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
