import { newestOperatorSets } from "../limits.js";

/** An ONNX model as far as it can be known without its weights. */
export interface OnnxModel {
  readonly irVersion: number;
  /** "pytorch 2.13.0", as the file says it; "" where it does not. */
  readonly producer: string;
  /** Versions of the operator sets by domain; "" is ONNX's own. */
  readonly operatorSets: ReadonlyMap<string, number>;
  /** The nodes of the functions that the model defines itself, by `domain::name`. */
  readonly functions: ReadonlyMap<string, readonly OnnxNode[]>;
  readonly metadata: ReadonlyMap<string, string>;
  readonly graph: OnnxGraph;
}

/** The version of ONNX's own operators in a model. ONNX Runtime takes the newest one if a file imports none. */
export function ownOperatorSet({ operatorSets }: OnnxModel): number {
  return operatorSets.get("") ?? newestOperatorSets.get("")!;
}

export interface OnnxGraph {
  readonly name: string;
  /** In an order of computation: the file's, if it is one. */
  readonly nodes: readonly OnnxNode[];
  /** Without those that an initializer gives a default. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /** The first rows and columns of stored tables whose `values` are too many to be read: see `tableCorners`. */
  readonly corners?: ReadonlyMap<OnnxTensor, OnnxTensor>;
  /** What the file says of values between its nodes, inputs and outputs. */
  readonly values: ReadonlyMap<string, OnnxValue>;
}

/** A value's type, as far as the file tells. */
export interface OnnxValue {
  readonly name: string;
  /** `TensorProto.DataType`: 1 float32, 6 int32, 7 int64, 10 float16, 16 bfloat16, …; 0 where unknown. */
  readonly elementType: number;
  /** A number, a name such as `batch_size`, or null an axis; null where not even the rank is known. */
  readonly shape: readonly (number | string | null)[] | null;
}

export interface OnnxNode {
  /** Its place among the graph's nodes. */
  readonly index: number;
  readonly name: string;
  readonly operator: string;
  /** "" is ONNX's own. */
  readonly domain: string;
  /** Names of values; "" where an optional one is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

export type OnnxAttribute =
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "tensor"; readonly value: OnnxTensor }
  | { readonly kind: "graph"; readonly value: OnnxGraph }
  | { readonly kind: "other" };

/** A tensor that stands in the file or beside it. */
export interface OnnxTensor {
  readonly name: string;
  /** As in `OnnxValue`. */
  readonly elementType: number;
  readonly dimensions: readonly number[];
  /** Where its numbers are, when not in the file: as the file says it, to be trusted in nothing. */
  readonly external: ExternalData | null;
  /** Its numbers where they are few (at most `maximumInlineNumbers`) and in the file; else null. */
  readonly values: readonly number[] | null;
  /** Where its numbers begin in the model's file and how many bytes they have, where they lie there in one piece. */
  readonly place: { readonly offset: number; readonly length: number } | null;
}

export interface ExternalData {
  readonly location: string;
  readonly offset: number;
  /** In bytes; null where the file leaves it out. */
  readonly length: number | null;
}
