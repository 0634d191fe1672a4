import { floatToHalf } from "../../../../src/encoder/onnx/halfFloat.js";
import { lengthDelimited, varintField } from "../../../../src/encoder/onnx/protobuf.js";

// Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

/** `TensorProto.DataType` */
const types = { float32: 1, int8: 3, uint8: 2, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type ElementType = keyof typeof types;

/** An attribute: an integer, integers, a string, or `{ float }`. */
type Attribute = number | readonly number[] | string | { readonly float: number };

export interface NodeOptions {
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

const text = (field: number, value: string) => lengthDelimited(field, new TextEncoder().encode(value));
const message = (field: number, parts: readonly Uint8Array[]) => lengthDelimited(field, Buffer.concat(parts));

/** An ONNX model that a test writes node by node. Its values have the names that are given. */
export class GraphModel {
  readonly #operatorSets: Readonly<Record<string, number>>;
  readonly #parts: Uint8Array[] = [];
  #count = 0;

  /** @param operatorSets versions by domain; "" is ONNX's own */
  constructor(operatorSets: Readonly<Record<string, number>>) {
    this.#operatorSets = operatorSets;
  }

  input(name: string, type: ElementType, shape: readonly (number | string)[]): string {
    this.#parts.push(message(11, valueInfo(name, type, shape)));
    return name;
  }

  output(name: string): void {
    this.#parts.push(message(12, [text(1, name)]));
  }

  weight(name: string, type: ElementType, dimensions: readonly number[], numbers: readonly number[]): string {
    this.#parts.push(message(5, [...tensor(type, dimensions, numbers), text(8, name)]));
    return name;
  }

  /** A `Constant` node, as exporters write small tensors. */
  constant(type: ElementType, dimensions: readonly number[], numbers: readonly number[]): string {
    const name = `constant_${this.#count++}`;
    const attribute = message(5, [text(1, "value"), message(5, tensor(type, dimensions, numbers)), varintField(20, 4)]);
    this.#parts.push(message(1, [text(2, name), text(3, name), text(4, "Constant"), attribute]));
    return name;
  }

  /** A node of one output. @returns its name */
  node(operator: string, inputs: readonly string[], output = "", options: NodeOptions = {}): string {
    const name = output || `${operator}_${this.#count++}`;
    this.nodes(operator, inputs, [name], options);
    return name;
  }

  /** A node of several outputs. */
  nodes(operator: string, inputs: readonly string[], outputs: readonly string[], options: NodeOptions = {}): void {
    const { domain = "", attributes = {} } = options;
    const parts = [
      ...inputs.map((input) => text(1, input)),
      ...outputs.map((output) => text(2, output)),
      text(3, `node ${outputs[0]!}`),
      text(4, operator),
      ...Object.entries(attributes).map(([key, value]) => message(5, [text(1, key), ...attributeValue(value)])),
      ...(domain === "" ? [] : [text(7, domain)]),
    ];
    this.#parts.push(message(1, parts));
  }

  bytes(): Uint8Array {
    const imports = Object.entries(this.#operatorSets).map(([domain, version]) =>
      message(8, [text(1, domain), varintField(2, version)]),
    );
    return Buffer.concat([varintField(1, 8), ...imports, message(7, [...this.#parts, text(2, "graph")])]);
  }
}

function valueInfo(name: string, type: ElementType, shape: readonly (number | string)[]): Uint8Array[] {
  const axes = shape.map((size) => message(1, [typeof size === "number" ? varintField(1, size) : text(2, size)]));
  return [text(1, name), message(2, [message(1, [varintField(1, types[type]), message(2, axes)])])];
}

function tensor(type: ElementType, dimensions: readonly number[], numbers: readonly number[]): Uint8Array[] {
  return [
    ...dimensions.map((size) => varintField(1, size)),
    varintField(2, types[type]),
    lengthDelimited(9, rawNumbers(type, numbers)),
  ];
}

function rawNumbers(type: ElementType, numbers: readonly number[]): Uint8Array {
  const bytes = (array: ArrayBufferView) => new Uint8Array(array.buffer as ArrayBuffer);
  switch (type) {
    case "float32":
      return bytes(Float32Array.from(numbers));
    case "float16":
      return bytes(Uint16Array.from(numbers, floatToHalf));
    case "int32":
      return bytes(Int32Array.from(numbers));
    case "int64":
      return bytes(BigInt64Array.from(numbers, BigInt));
    case "int8":
    case "uint8":
    case "bool":
      return Uint8Array.from(numbers, (number) => number & 0xff);
  }
}

function attributeValue(value: Attribute): Uint8Array[] {
  if (typeof value === "number") return [varintField(3, value), varintField(20, 2)];
  if (typeof value === "string") return [text(4, value), varintField(20, 3)];
  if ("float" in value) {
    const float = Buffer.alloc(5);
    float.writeUInt8((2 << 3) | 5);
    float.writeFloatLE(value.float, 1);
    return [float, varintField(20, 1)];
  }
  return [...value.map((number) => varintField(8, number)), varintField(20, 7)];
}
