import type { Tensor } from "onnxruntime-node";
import {
  anglesOf,
  isLinearInDistance,
  isSinusoidal,
  onlyHides,
  rowsAreEqual,
  type PositionalEncoding,
  type PositionKind,
  type PositionPart,
} from "../../../attention/positions.js";
import { floatsOf } from "../../siteArray.js";
import { axesOf, withoutBatch, type PositionArray } from "./positionAxes.js";
import type { FoundEncoding } from "./foundEncoding.js";

/** Which values a run of these layers is to give: of encodings that depend on what is read, the first layer's alone. */
export function runEncodings(
  encodings: readonly FoundEncoding[],
  layers: readonly number[] | undefined,
): FoundEncoding[] {
  const shown = new Set<string>();
  return encodings.filter((encoding) => {
    const { kind, group, place } = encoding;
    const isAsked =
      place === "embeddings" || layers === undefined || encoding.layers.some((layer) => layers.includes(layer));
    if (!isAsked || !encoding.ofContent) return isAsked;
    const isFirst = !shown.has(`${kind} ${group}`);
    shown.add(`${kind} ${group}`);
    return isFirst;
  });
}

/** The numbers of encodings that a run computed; those that turn out to say nothing of positions are left out. */
export function positionArrays(
  encodings: readonly FoundEncoding[],
  computed: Readonly<Record<string, Tensor>>,
): PositionalEncoding[] {
  return encodings.flatMap((encoding) => {
    const read = encoding.parts.flatMap(({ part, name }) => {
      const array = arrayOf(part, computed[name], encoding.heads);
      return array ? [{ part, name, ...array }] : [];
    });
    const arrays = read.map((array) => tokensWithinHeads(array, read[0]!.shape[0]!));
    const [first] = arrays;
    if (first?.part === "encoding" && first.shape[0]! > 1 && rowsAreEqual(first.values, first.shape[1]!)) return [];
    if (first?.part === "bias" && onlyHides(first.values)) return [];
    const kind = kindOf(encoding.kind, first);
    const { place, group, layers } = encoding;
    return withAngles(arrays).map((array) => {
      // Queries are those of one layer, whatever rotates them.
      const ofLayers = array.heads !== null && place === "queries and keys" ? layers.slice(0, 1) : layers;
      return { kind, place, group, layers: ofLayers, ...array };
    });
  });
}

type NamedArray = PositionArray & { readonly part: PositionPart; readonly name: string };

function arrayOf(part: PositionPart, computed: Tensor | undefined, heads: number | null): PositionArray | null {
  const values = computed && floatsOf(computed);
  return values ? withoutBatch(values, computed.dims, axesOf(part), heads) : null;
}

/** Queries whose heads stand within their tokens, the other way round. @param rows how many tokens there are */
function tokensWithinHeads(array: NamedArray, rows: number): NamedArray {
  const [tokens, heads, width] = array.shape as [number, number, number];
  const isQuery = array.part === "queryBefore" || array.part === "queryAfter";
  if (!isQuery || tokens !== rows || heads === rows) return array;
  const values = new Float32Array(array.values.length);
  for (let token = 0; token < tokens; token++) {
    for (let head = 0; head < heads; head++) {
      const from = (token * heads + head) * width;
      values.set(array.values.subarray(from, from + width), (head * tokens + token) * width);
    }
  }
  return { ...array, shape: [heads, tokens, width], values, heads };
}

/** What only numbers tell. */
function kindOf(kind: FoundEncoding["kind"], first: PositionArray | undefined): PositionKind {
  const [width, keys] = [first?.shape[1] ?? 1, first?.shape.at(-1) ?? 1];
  if (kind === "table") return first && isSinusoidal(first.values, width) ? "sinusoidal" : "learned";
  if (kind === "relative" && first?.heads && isLinearInDistance(first.values, first.heads, keys)) return "alibi";
  return kind;
}

function withAngles(arrays: readonly NamedArray[]): NamedArray[] {
  const [cosine, sine] = (["cosine", "sine"] as const).map((part) => arrays.find((array) => array.part === part));
  if (!cosine || cosine.values.length !== sine?.values.length) return [...arrays];
  const angle: NamedArray = { ...cosine, part: "angle", values: anglesOf(cosine.values, sine.values) };
  const [others, effect] = [arrays.filter(({ heads }) => heads === null), arrays.filter(({ heads }) => heads !== null)];
  return [...others, angle, ...effect];
}
