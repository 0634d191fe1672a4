import type { Tokens } from "../../../src/attention/tokens.js";
import { headAttention, headMaps } from "../../../src/attention/heads.js";
import type { PositionFacts } from "../../../src/attention/positions.js";
import type { EncoderIdentity, HeadMaps, Trace, TraceSummary } from "../../../src/attention/trace.js";
import {
  groupOf,
  mapSize,
  tokensOf,
  type HeadPlace,
  type TokenSide,
  type TracedTokens,
  type TraceGroup,
} from "../../../src/attention/traceGroup.js";

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
  /** The target's tokens, one text a token, of an encoder-decoder; they stand in the second segment. */
  readonly target?: readonly string[];
  /** Weights that are something else than the encoder would compute; a null key is all of the row's. */
  readonly broken?: readonly (HeadPlace & {
    readonly query: number;
    readonly key: number | null;
    readonly weight: number;
  })[];
  /** What stands in the summary as it is. */
  readonly summary?: Partial<Pick<TraceSummary, "seal" | "notes" | "positionalEncodingNote">>;
  readonly encoder?: Partial<EncoderIdentity>;
  /** In place of sines that are added to the embeddings. */
  readonly positions?: readonly PositionFacts[];
}

/** Attention that looks like a trained encoder's and is the same in every run and in every process. */
export function syntheticTrace(shape: TraceShape): Trace {
  const {
    id,
    words,
    layers,
    heads,
    dimension,
    continued = [],
    target,
    broken = [],
    summary,
    encoder,
    positions,
  } = shape;
  const tokens = syntheticTokens(words, new Set(continued));
  const [targetTokens, producedTokens] = target ? syntheticTarget(target) : [null, null];
  const sides = { tokens, targetTokens, producedTokens };
  const n = tokens.texts.length;
  const group = (name: TraceGroup["group"], queries: TokenSide, keys: TokenSide): TraceGroup => {
    return { group: name, layers, heads, queries, keys };
  };
  const groups = [group("encoder", "source", "source")];
  if (target) groups.push(group("decoder", "produced", "target"), group("cross", "produced", "source"));
  const trace: Trace = {
    id,
    encoder: {
      name: "Synthetic encoder",
      version: "1.0.0",
      layers,
      heads,
      dimension,
      headDimension: dimension / heads,
      trainedLength: 512,
      ...encoder,
    },
    provider: { asked: "auto", used: "cpu", reason: "CUDA was passed over: no NVIDIA driver was found." },
    groups,
    ...sides,
    segments: [words.join(""), ...(target ? [target.join("")] : [])],
    truncation: null,
    bytes: 0,
    hiddenShapes: Array.from({ length: layers + 1 }, () => [n, dimension]),
    timings: { load: 0, tokenize: 1.25, run: 33.6 },
    seal: null,
    notes: [],
    positions: positions ?? [sinusoids(n, dimension)],
    positionalEncodingNote: null,
    ...summary,
    attention: Object.fromEntries(groups.map((one) => [one.group, syntheticAttention(one, sides)])),
    positionValues: positions?.map(positionNumbers) ?? [sinusoidal(n, dimension)],
  };
  for (const { query, key, weight, ...place } of broken) {
    const { columns } = mapSize(trace, groupOf(trace, place.group));
    const row = headAttention(trace, place).subarray(query * columns, (query + 1) * columns);
    if (key === null) row.fill(weight);
    else row[key] = weight;
  }
  return trace;
}

function syntheticAttention(group: TraceGroup, sides: TracedTokens): HeadMaps {
  const { layers, heads } = group;
  const [queries, keys] = [tokensOf(sides, group.queries), tokensOf(sides, group.keys)];
  const cells = queries.texts.length * keys.texts.length;
  const attention = new Float32Array(layers * heads * cells);
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < heads; head++) {
      const first = (layer * heads + head) * cells;
      fillHead(attention.subarray(first, first + cells), queries, keys, layer, head, group.group === "decoder");
    }
  }
  return headMaps(attention, layers * heads);
}

/** So many words of prose, with white space of every kind among them. */
export function prose(count: number): string[] {
  const text =
    " The| cat| sat| on| the| mat|,| because| it| was| tired| of| the| dog|.|\n| A| dog| that| barks|\t|seldom| bites|;| the| coffee| was| cold| and| the| tea| was| warm|.";
  const words = text.split("|");
  return Array.from({ length: count }, (_, index) => words[index % words.length]!);
}

/** Tokens that a decoder reads, and those that it produces: one after the other, in the second segment. */
function syntheticTarget(words: readonly string[]): readonly [read: Tokens, produced: Tokens] {
  const { ids, texts, segments, starts, ends } = syntheticTokens(words, new Set());
  const second = segments.map((segment) => (segment === 0 ? 1 : -1));
  const part = (first: number, past: number | undefined): Tokens => {
    const of = (all: Int32Array) => all.slice(first, past);
    return { ids: of(ids), texts: texts.slice(first, past), segments: of(second), starts: of(starts), ends: of(ends) };
  };
  return [part(0, -1), part(1, undefined)];
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

/** @param causal no query attends to a later key */
function fillHead(
  map: Float32Array,
  queries: Tokens,
  keys: Tokens,
  layer: number,
  head: number,
  causal: boolean,
): void {
  const n = keys.texts.length;
  const sharpness = 0.6 + 0.35 * layer;
  for (let query = 0; query < queries.texts.length; query++) {
    let sum = 0;
    for (let key = 0; key < (causal ? query + 1 : n); key++) {
      const score = sharpness * pattern(head % 8, query, key, queries, keys) + 0.8 * noise(layer, head, query, key);
      sum += map[query * n + key] = Math.exp(score);
    }
    for (let key = 0; key < n; key++) map[query * n + key]! /= sum;
  }
}

function pattern(kind: number, query: number, key: number, queries: Tokens, keys: Tokens): number {
  const n = keys.texts.length;
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
      return queries.texts[query] === keys.texts[key] ? 4 : 0;
    case 5:
      return /^[\s.,;]+$/.test(keys.texts[key]!) ? 4 : 0;
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

function sinusoids(n: number, dimension: number): PositionFacts {
  const place = { place: "embeddings", part: "encoding", group: "encoder", layers: [0] } as const;
  return { kind: "sinusoidal", ...place, name: "positions", shape: [n, dimension], heads: null };
}

/** Numbers in [-2, 2], each unlike its neighbours. */
function positionNumbers({ shape }: PositionFacts, place: number): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, cell) => 2 * noise(place, 0, 0, cell));
}

function sinusoidal(n: number, dimension: number): Float32Array {
  return Float32Array.from({ length: n * dimension }, (_, cell) => {
    const [position, column] = [Math.floor(cell / dimension), cell % dimension];
    const angle = position / 10000 ** ((2 * Math.floor(column / 2)) / dimension);
    return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
