import * as v from "valibot";
import { encoderKinds, layerKinds, type TensorKind } from "../attention/tensorKinds.js";
import { isAppendedGraph } from "./onnx/appendedGraph.js";

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const size = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A row of encoder.json's table of tensors. */
export const tableTensor = v.object({
  kind: v.picklist([...encoderKinds, ...layerKinds]),
  /** Counted from 0; null for what is computed once. */
  layer: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Of the value in the ONNX graph. */
  name,
  shape: v.array(v.union([size, v.literal("N")])),
  /** A serialized `ModelProto` of the nodes that compute it, where the file's graph is without them. */
  graph: v.optional(
    v.pipe(
      v.string(),
      v.base64(),
      v.transform((base64): Uint8Array => Buffer.from(base64, "base64")),
      v.check(isAppendedGraph, "a serialized ModelProto of a graph alone is expected"),
    ),
  ),
});

export type TableTensor = v.InferOutput<typeof tableTensor>;

/** What a table of tensors belongs to. */
export interface TableOwner {
  readonly layers: number;
  readonly heads: number;
  readonly dimension: number;
  readonly headDimension: number;
  readonly vocabularySize: number;
  readonly tensors: readonly TableTensor[];
}

/** What is wrong with a table, or null: every kind must be there once, or once a layer, in the shape that it must have. */
export function tableFault({ tensors, ...encoder }: TableOwner): string | null {
  const rows = new Map<string, TableTensor>();
  for (const tensor of tensors) {
    const place = placeOf(tensor.kind, tensor.layer);
    if (rows.has(place)) return `tensors has ${place} twice`;
    rows.set(place, tensor);
  }
  const wanted: readonly (readonly [TensorKind, number | null])[] = [
    ...encoderKinds.map((kind) => [kind, null] as const),
    ...Array.from({ length: encoder.layers }, (_, layer) => layerKinds.map((kind) => [kind, layer] as const)).flat(),
  ];
  for (const [kind, layer] of wanted) {
    const place = placeOf(kind, layer);
    const tensor = rows.get(place);
    if (tensor === undefined) return `tensors lacks ${place}`;
    rows.delete(place);
    const [found, expected] = [tensor.shape, shapeOfKind(kind, encoder)].map((shape) => `[${shape.join(", ")}]`);
    if (found !== expected) return `tensors has ${place} of shape ${found}, not ${expected}`;
  }
  const [excess] = rows.keys();
  if (excess !== undefined) return `tensors has ${excess}, of ${encoder.layers} layers`;
  const names = tensors.map(({ name }) => name);
  const twice = names.find((name, row) => names.indexOf(name) !== row);
  return twice === undefined ? null : `tensors has the name ${twice} twice`;
}

/** The rows of these kinds: kind by kind, and each from layer to layer. */
export function tensorsOf({ tensors }: Pick<TableOwner, "tensors">, kinds: readonly TensorKind[]): TableTensor[] {
  return kinds.flatMap((wanted) =>
    tensors.filter(({ kind }) => kind === wanted).sort((a, b) => (a.layer ?? 0) - (b.layer ?? 0)),
  );
}

/** A tensor's shape for n tokens. */
export function shapeFor({ shape }: TableTensor, n: number): number[] {
  return shape.map((axis) => (axis === "N" ? n : axis));
}

/** `[N, d]` once for each hidden state: the embeddings, then each layer's. */
export function hiddenShapes(encoder: TableOwner, n: number): number[][] {
  // Without the axis of the batch, which is 1.
  return tensorsOf(encoder, ["embedding", "addNorm2"]).map((tensor) => shapeFor(tensor, n).slice(1));
}

function placeOf(kind: TensorKind, layer: number | null): string {
  return layer === null ? kind : `${kind} of layer ${layer}`;
}

function shapeOfKind(
  kind: TensorKind,
  { heads, dimension, headDimension, vocabularySize }: Omit<TableOwner, "tensors">,
): readonly (number | "N")[] {
  switch (kind) {
    case "positionalEncoding":
      return ["N", dimension];
    case "query":
    case "key":
    case "value":
    case "context":
      return [1, heads, "N", headDimension];
    case "products":
    case "scores":
    case "attention":
      return [1, heads, "N", "N"];
    case "logits":
      return [1, "N", vocabularySize];
    default:
      return [1, "N", dimension];
  }
}
