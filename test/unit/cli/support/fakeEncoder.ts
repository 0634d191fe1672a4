import type { AttentionGroup } from "../../../../src/attention/attentionGroup.js";
import type { Tokens } from "../../../../src/attention/tokens.js";
import type { AttentionSite, BlockedSite, SiteTensor } from "../../../../src/encoder/onnx/attentionSite.js";
import type { OnnxModel, OnnxNode, OnnxTensor } from "../../../../src/encoder/onnx/model.js";
import type {
  ModelInputs,
  OnnxEncoder,
  OnnxRun,
  RunOptions,
  RunTextOptions,
  SiteArray,
} from "../../../../src/encoder/onnxRun.js";

/** An encoder that answers without a runtime: head · 100 + row · 10 + column stands in each cell. */
export interface FakeEncoder extends OnnxEncoder {
  readonly asked: { segments?: readonly string[]; inputs?: ModelInputs; options: RunTextOptions }[];
  released: number;
}

const fakeHeads = 4;
const fakeKeyHeads = 2;
const sourceLength = 3;
const targetLength = 2;
const dimension = 2;

export interface FakeOptions {
  readonly path: string;
  readonly groups?: readonly AttentionGroup[];
  readonly layers?: number;
  readonly blocked?: readonly BlockedSite[];
  readonly absent?: readonly SiteTensor[];
  readonly proven?: boolean;
  readonly notes?: readonly string[];
  readonly failing?: Error;
  /** Whether every weight is NaN. */
  readonly isNaN?: boolean;
  readonly trainedLength?: number;
  /** In place of the model's own. */
  readonly inputs?: readonly string[];
}

export function fakeEncoder(options: FakeOptions): FakeEncoder {
  const { path, groups = ["encoder"], layers = 2, blocked = [], proven = true } = options;
  const sites = groups.flatMap((group) => Array.from({ length: layers }, (_, layer) => fakeSite(group, layer)));
  const asked: FakeEncoder["asked"] = [];
  const run = (options: RunOptions) => fakeRun(sites, options, proven);
  const isPair = groups.length > 1;
  return {
    path,
    name: "fake",
    model: modelWith(options.inputs),
    sites: { sites, blocked },
    half: null,
    provider: { asked: "cpu", used: "cpu", reason: null },
    trainedLength: options.trainedLength ?? null,
    asked,
    released: 0,
    prepare: () => Promise.resolve(true),
    tryOut: () => Promise.resolve(),
    async runText(segments, { onTokenized, ...given }) {
      await onTokenized?.();
      asked.push({ segments, options: given });
      if (options.failing !== undefined) return Promise.reject(options.failing);
      const made = { ...run(given), notes: options.notes ?? [] };
      if (options.isNaN) for (const { values } of made.arrays.probabilities ?? []) values.fill(NaN);
      const arrays = Object.fromEntries(
        Object.entries(made.arrays).filter(([tensor]) => !options.absent?.includes(tensor as SiteTensor)),
      );
      const targetTokens = isPair ? tokensOf(1, segments[1] ?? "x", targetLength) : null;
      const truncation = segments[0]!.length > 20 ? { kept: 1, total: 9 } : null;
      const tokens = tokensOf(0, segments[0]!, sourceLength);
      const decoderStart = isPair ? { id: 9, token: "<s>", from: "config.json: decoder_start_token_id" } : null;
      const producedTokens = targetTokens;
      const read = { tokens, targetTokens, producedTokens, decoderStart, truncation };
      return Promise.resolve({ ...made, arrays, ...read });
    },
    runInputs(inputs, given) {
      asked.push({ inputs, options: given });
      return Promise.resolve(run(given));
    },
    release() {
      this.released++;
      return Promise.resolve();
    },
  };
}

export function fakeSite(group: AttentionGroup, layer: number): AttentionSite {
  const tensor = (name: string) => `${group}.${layer}.${name}`;
  return {
    layer,
    group,
    node: `/${group}/layer.${layer}/Softmax`,
    operator: "Softmax",
    heads: fakeHeads,
    keyHeads: fakeKeyHeads,
    headDimension: dimension,
    scale: 1 / Math.sqrt(dimension),
    divisors: {},
    mask: ["padding"],
    bias: "none",
    tensors: {
      query: tensor("q"),
      key: tensor("k"),
      value: tensor("v"),
      products: tensor("qk"),
      scores: tensor("s"),
      probabilities: tensor("p"),
      context: tensor("c"),
    },
    axes: {},
    fragment: null,
    scoreFragment: null,
  };
}

function fakeRun(sites: readonly AttentionSite[], { tensors, layers }: RunOptions, proven: boolean): OnnxRun {
  const traced = sites.filter(({ layer }) => layers?.includes(layer) ?? true);
  const arrays = Object.fromEntries(
    tensors.map((tensor) => [tensor, traced.map((site): SiteArray => fakeArray(site, tensor))]),
  );
  return {
    arrays,
    notes: [],
    milliseconds: 1,
    seal: {
      contextError: proven ? 1e-7 : 0.25,
      rowSumError: 2e-8,
      tolerance: 1e-5,
      sites: traced.map(({ group, layer }) => ({
        group,
        layer,
        contextError: proven ? 1e-7 : 0.25,
        rowSumError: 2e-8,
        emptyRows: 0,
        proven,
        reason: proven ? null : "The context is not what the weights make of the values.",
      })),
    },
  };
}

function fakeArray(site: AttentionSite, tensor: SiteTensor): SiteArray {
  const queries = site.group === "encoder" ? sourceLength : targetLength;
  const keys = site.group === "decoder" ? targetLength : sourceLength;
  const shapes: Record<SiteTensor, number[]> = {
    probabilities: [fakeHeads, queries, keys],
    products: [fakeHeads, queries, keys],
    scores: [fakeHeads, queries, keys],
    query: [fakeHeads, queries, dimension],
    key: [fakeKeyHeads, keys, dimension],
    value: [fakeKeyHeads, keys, dimension],
    context: [fakeHeads, queries, dimension],
  };
  const shape = shapes[tensor];
  const [heads = 0, rows = 0, columns = 0] = shape;
  const values = Float32Array.from({ length: heads * rows * columns }, (_, cell) => {
    const row = Math.floor(cell / columns) % rows;
    return Math.floor(cell / (rows * columns)) * 100 + row * 10 + (cell % columns);
  });
  return { site, shape, values };
}

/** A special token, and the text's characters, the last token having what is left. */
function tokensOf(segment: number, text: string, n: number): Tokens {
  const characters = Array.from(text);
  const firsts = [...characters.slice(0, n - 2), characters.slice(n - 2).join("")];
  let at = 0;
  const starts = firsts.map((piece) => (at += piece.length) - piece.length);
  return {
    ids: Int32Array.from({ length: n }, (_, token) => token),
    texts: ["<s>", ...firsts],
    segments: Int32Array.from({ length: n }, (_, token) => (token === 0 ? -1 : segment)),
    starts: Int32Array.of(-1, ...starts),
    ends: Int32Array.of(-1, ...starts.map((start, place) => start + firsts[place]!.length)),
  };
}

const table: OnnxTensor = {
  name: "embedding.weight",
  elementType: 1,
  dimensions: [100, 8],
  external: { location: "model.onnx_data", offset: 0, length: null },
  values: null,
  place: null,
};

function node(index: number, operator: string, inputs: string[], outputs: string[]): OnnxNode {
  return { index, name: operator, operator, domain: "", inputs, outputs, attributes: new Map() };
}

/** It takes `input_ids` (through a Cast), `attention_mask` and an empty cache. */
export const fakeModel: OnnxModel = {
  irVersion: 8,
  producer: "pytorch 2.13.0",
  operatorSets: new Map([
    ["", 17],
    ["com.microsoft", 1],
  ]),
  functions: new Map(),
  metadata: new Map(),
  graph: {
    name: "main",
    nodes: [node(0, "Cast", ["input_ids"], ["ids32"]), node(1, "Gather", [table.name, "ids32"], ["embedded"])],
    inputs: [
      { name: "input_ids", elementType: 7, shape: ["batch", "sequence"] },
      { name: "attention_mask", elementType: 7, shape: [1, "sequence"] },
      { name: "past_key_values.0.key", elementType: 1, shape: null },
    ],
    outputs: [{ name: "last_hidden_state", elementType: 1, shape: null }],
    initializers: new Map([[table.name, table]]),
    values: new Map(),
  },
};

function modelWith(inputs: readonly string[] | undefined): OnnxModel {
  if (inputs === undefined) return fakeModel;
  const values = inputs.map((name) => ({ name, elementType: 7, shape: null }));
  return { ...fakeModel, graph: { ...fakeModel.graph, inputs: values } };
}
