import { lengthDelimited, varintField } from "../src/encoder/onnx/protobuf.js";

// Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const FLOAT = 1;
const INT64 = 7;

/** Of opset 17's time. */
const irVersion = 8;

/** An initializer to be written: its numbers are made when their turn comes. */
export interface WrittenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly elementType: number;
  /** All numbers' bytes, at most once. */
  readonly content: () => Uint8Array;
}

/** Writes the nodes of a graph, one after another. */
export class NodeWriter {
  readonly nodes: Uint8Array[] = [];

  /** @returns its output's name */
  node(operator: string, name: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string {
    return this.nodeTo(operator, name, inputs, `${name}_output_0`, attributes);
  }

  /** As `node`, with an output that is named. */
  nodeTo(
    operator: string,
    name: string,
    inputs: readonly string[],
    output: string,
    attributes: Record<string, Attribute> = {},
  ): string {
    const fields = [
      ...inputs.map((input) => text(1, input)),
      text(2, output),
      text(3, name),
      text(4, operator),
      ...Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    ];
    this.nodes.push(lengthDelimited(1, Buffer.concat(fields)));
    return output;
  }
}

/** A bare number is written as a whole one. */
type Attribute = number | readonly number[] | { readonly float: number };

function attribute(name: string, value: Attribute): Uint8Array {
  const content = (): Uint8Array[] => {
    if (typeof value === "number") return [varintField(3, value), varintField(20, 2)];
    if ("float" in value) return [float(2, value.float), varintField(20, 1)];
    return [...value.map((number) => varintField(8, number)), varintField(20, 7)];
  };
  return lengthDelimited(5, Buffer.concat([text(1, name), ...content()]));
}

function float(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8((field << 3) | 5);
  bytes.writeFloatLE(value, 1);
  return bytes;
}

/** A small tensor of floats; a bare number where there is no shape. */
export function floats(name: string, numbers: readonly number[], shape: readonly number[] = []): WrittenTensor {
  return { name, shape, elementType: FLOAT, content: () => bytesOf(Float32Array.from(numbers)) };
}

/** A list of whole numbers as a tensor. */
export function integers(name: string, numbers: readonly number[], shape = [numbers.length]): WrittenTensor {
  return { name, shape, elementType: INT64, content: () => bytesOf(BigInt64Array.from(numbers, BigInt)) };
}

/** A tensor of floats that are made when they are written. */
export function madeFloats(name: string, shape: readonly number[], make: () => Float32Array): WrittenTensor {
  return { name, shape, elementType: FLOAT, content: () => bytesOf(make()) };
}

/** A graph's input or output. @param axes a number or a name each */
export function valueInfo(field: number, name: string, type: "float" | "int64", axes: readonly (number | string)[]) {
  const axis = (size: number | string) => (typeof size === "number" ? varintField(1, size) : text(2, size));
  const shape = Buffer.concat(axes.map((size) => lengthDelimited(1, axis(size))));
  const tensor = Buffer.concat([varintField(1, type === "float" ? FLOAT : INT64), lengthDelimited(2, shape)]);
  return lengthDelimited(field, Buffer.concat([text(1, name), lengthDelimited(2, lengthDelimited(1, tensor))]));
}

/**
 * A `ModelProto` of one graph in pieces, so that it is never in memory as a whole. The lengths of messages stand before
 * them, so the sizes of the tensors are known first.
 *
 * @param rest the graph's other fields, written
 */
export function* modelPieces(opset: number, rest: readonly Uint8Array[], tensors: readonly WrittenTensor[]) {
  const fields = Buffer.concat([...rest, text(2, "bert-base")]);
  const headed = tensors.map((tensor) => ({ tensor, head: tensorHead(tensor) }));
  const size = headed.reduce((sum, { head, tensor }) => sum + head.length + byteLength(tensor), fields.length);
  yield Buffer.concat([varintField(1, irVersion), start(MODEL_GRAPH, size), fields]);
  for (const { tensor, head } of headed) {
    yield head;
    yield tensor.content();
  }
  yield lengthDelimited(8, Buffer.concat([text(1, ""), varintField(2, opset)]));
}

/** A tensor as a field of its graph, up to its numbers. */
function tensorHead(tensor: WrittenTensor): Uint8Array {
  const { name, shape, elementType } = tensor;
  const fields = [...shape.map((size) => varintField(1, size)), varintField(2, elementType), text(8, name)];
  const head = Buffer.concat([...fields, start(9, byteLength(tensor))]);
  return Buffer.concat([start(GRAPH_INITIALIZER, head.length + byteLength(tensor)), head]);
}

function byteLength({ shape, elementType }: WrittenTensor): number {
  return shape.reduce((product, size) => product * size, 1) * (elementType === FLOAT ? 4 : 8);
}

/** What stands before the content of a field that has a length: its key, and how many bytes come. */
function start(field: number, length: number): Uint8Array {
  const bytes = varintField(field, length);
  // The lowest bits of the key say what kind of field it is.
  bytes[0]! |= 2;
  return bytes;
}

function text(field: number, value: string): Uint8Array {
  return lengthDelimited(field, new TextEncoder().encode(value));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
