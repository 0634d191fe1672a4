import { lengthDelimited, varintField } from "./protobuf.js";
import type { OnnxAttribute } from "./model.js";

// Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_VALUE = 13;

/** An attribute to be written; the kinds that fused operators have. */
type Attribute = Extract<OnnxAttribute, { kind: "int" | "float" | "ints" | "string" }>;

export interface NodeOptions {
  readonly domain?: string;
  readonly attributes?: ReadonlyMap<string, OnnxAttribute>;
  /** How many outputs it has; 1 where it is left out. */
  readonly outputs?: number;
  /** The places of outputs that are left out; their names are "". */
  readonly without?: readonly number[];
}

/** Nodes to be appended to a model's graph. Their values bear names that begin with `prefix`. */
export class GraphFragment {
  readonly #prefix: string;
  readonly #parts: Uint8Array[] = [];
  #count = 0;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Adds a node. @param inputs names, "" for what is left out @returns its first output's name */
  node(operator: string, inputs: readonly string[], options: NodeOptions = {}): string {
    return this.nodeOf(operator, inputs, options)[0]!;
  }

  /** Adds a node. @returns its outputs' names */
  nodeOf(operator: string, inputs: readonly string[], options: NodeOptions = {}): string[] {
    const { domain = "", attributes, outputs = 1, without = [] } = options;
    const name = (place: number) => (without.includes(place) ? "" : `${this.#prefix}/${this.#count}_${place}`);
    const names = Array.from({ length: outputs }, (_, place) => name(place));
    this.#count++;
    const content = [
      ...inputs.map((name) => text(1, name)),
      ...names.map((name) => text(2, name)),
      text(3, names[0]!),
      text(4, operator),
      ...[...(attributes ?? [])].flatMap(([name, attribute]) => attributeBytes(name, attribute)),
      ...(domain === "" ? [] : [text(7, domain)]),
    ];
    this.#parts.push(lengthDelimited(GRAPH_NODE, Buffer.concat(content)));
    return names;
  }

  /** A list of whole numbers as a value. */
  integers(...numbers: number[]): string {
    const raw = Buffer.from(BigInt64Array.from(numbers, BigInt).buffer);
    const tensor = Buffer.concat([varintField(1, numbers.length), varintField(2, 7), lengthDelimited(9, raw)]);
    const attribute = Buffer.concat([text(1, "value"), lengthDelimited(5, tensor), varintField(20, 4)]);
    const name = `${this.#prefix}/${this.#count++}`;
    const content = [text(2, name), text(3, name), text(4, "Constant"), lengthDelimited(5, attribute)];
    this.#parts.push(lengthDelimited(GRAPH_NODE, Buffer.concat(content)));
    return name;
  }

  /** Says of which type a value is, where its operator's definition does not. */
  type(name: string, elementType: number): void {
    const tensor = lengthDelimited(1, varintField(1, elementType));
    this.#parts.push(lengthDelimited(GRAPH_VALUE, Buffer.concat([text(1, name), lengthDelimited(2, tensor)])));
  }

  /** A serialized `ModelProto` of these nodes alone. */
  bytes(): Uint8Array {
    return lengthDelimited(MODEL_GRAPH, Buffer.concat(this.#parts));
  }
}

function attributeBytes(name: string, attribute: OnnxAttribute): Uint8Array[] {
  if (!isWritten(attribute)) return [];
  return [lengthDelimited(5, Buffer.concat([text(1, name), ...attributeValue(attribute)]))];
}

function isWritten(attribute: OnnxAttribute): attribute is Attribute {
  return ["int", "float", "ints", "string"].includes(attribute.kind);
}

function attributeValue(attribute: Attribute): Uint8Array[] {
  switch (attribute.kind) {
    case "float": {
      const value = Buffer.alloc(5);
      value.writeUInt8((2 << 3) | 5);
      value.writeFloatLE(attribute.value, 1);
      return [value, varintField(20, 1)];
    }
    case "int":
      return [varintField(3, attribute.value), varintField(20, 2)];
    case "string":
      return [text(4, attribute.value), varintField(20, 3)];
    case "ints":
      return [...attribute.value.map((value) => varintField(8, value)), varintField(20, 7)];
  }
}

function text(field: number, value: string): Uint8Array {
  return lengthDelimited(field, new TextEncoder().encode(value));
}
