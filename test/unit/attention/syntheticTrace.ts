import { headMaps } from "../../../src/attention/heads.js";
import type { Trace } from "../../../src/attention/trace.js";

/** A trace whose attention rows are softmaxes of pseudo-random numbers; the same for the same arguments. */
export function syntheticTrace(layers: number, heads: number, n: number, id = 1): Trace {
  const attention = new Float32Array(layers * heads * n * n);
  let state = 12345;
  for (let row = 0; row < layers * heads * n; row++) {
    const scores = Array.from({ length: n }, () => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return Math.exp(6 * (state / 2 ** 31));
    });
    const sum = scores.reduce((total, score) => total + score, 0);
    attention.set(
      scores.map((score) => score / sum),
      row * n,
    );
  }
  return {
    id,
    encoder: {
      name: "synthetic",
      version: "1",
      layers,
      heads,
      dimension: heads * 2,
      headDimension: 2,
      trainedLength: 64,
    },
    provider: { asked: "cpu", used: "cpu", reason: null },
    groups: [{ group: "encoder", layers, heads, queries: "source", keys: "source" }],
    tokens: {
      ids: Int32Array.from({ length: n }, (_, token) => token),
      texts: Array.from({ length: n }, (_, token) => `t${token}`),
      segments: new Int32Array(n),
      starts: Int32Array.from({ length: n }, (_, token) => 2 * token),
      ends: Int32Array.from({ length: n }, (_, token) => 2 * token + 2),
    },
    targetTokens: null,
    producedTokens: null,
    segments: [Array.from({ length: n }, (_, token) => `t${token % 10}`).join("")],
    truncation: null,
    bytes: attention.byteLength,
    hiddenShapes: Array.from({ length: layers + 1 }, () => [n, heads * 2]),
    timings: { load: 0, tokenize: 0, run: 0 },
    seal: null,
    notes: [],
    positions: [
      {
        kind: "sinusoidal",
        place: "embeddings",
        part: "encoding",
        group: "encoder",
        layers: [0],
        name: "positions",
        shape: [n, heads * 2],
        heads: null,
      },
    ],
    positionalEncodingNote: null,
    attention: { encoder: headMaps(attention, layers * heads) },
    positionValues: [new Float32Array(n * heads * 2)],
  };
}
