import type { ByteSource } from "./byteSource.js";
import type { OnnxTensor } from "./model.js";
import { lengthDelimited, varintField } from "./protobuf.js";
import { readTensor } from "./readTensor.js";
import { WireReader } from "./wireReader.js";

// Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;

/** Smaller tensors stay in the graph: shapes and scales are wanted when it is loaded. */
const SMALLEST = 64 * 1024;

/**
 * A model without its large weights: in their place stands where in its own file they are. ONNX Runtime maps them from
 * there, as it maps external data, in place of reading the whole file into memory.
 *
 * @param fileName of the model, in the folder where external data is looked for
 * @param smallest bytes of a tensor that is left where it is
 * @throws WireError
 */
export function modelSkeleton(source: ByteSource, fileName: string, smallest = SMALLEST): Uint8Array {
  const parts: Uint8Array[] = [];
  const model = new WireReader(source);
  while (model.next()) {
    if (model.field === MODEL_GRAPH)
      parts.push(lengthDelimited(MODEL_GRAPH, graphSkeleton(model.message(), fileName, smallest)));
    else parts.push(model.whole());
  }
  return Buffer.concat(parts);
}

function graphSkeleton(graph: WireReader, fileName: string, smallest: number): Uint8Array {
  const parts: Uint8Array[] = [];
  while (graph.next()) {
    const { start, end } = graph.place;
    const tensor = graph.field === GRAPH_INITIALIZER && end - start >= smallest ? readTensor(graph.message(), 0) : null;
    parts.push(
      tensor?.place ? lengthDelimited(GRAPH_INITIALIZER, elsewhere(tensor, tensor.place, fileName)) : graph.whole(),
    );
  }
  return Buffer.concat(parts);
}

/** A `TensorProto` that says where its numbers are. */
function elsewhere(
  { name, elementType, dimensions }: OnnxTensor,
  { offset, length }: NonNullable<OnnxTensor["place"]>,
  fileName: string,
): Uint8Array {
  const text = (field: number, value: string) => lengthDelimited(field, new TextEncoder().encode(value));
  const entry = (key: string, value: string) => lengthDelimited(13, Buffer.concat([text(1, key), text(2, value)]));
  return Buffer.concat([
    ...dimensions.map((size) => varintField(1, size)),
    varintField(2, elementType),
    text(8, name),
    entry("location", fileName),
    entry("offset", String(offset)),
    entry("length", String(length)),
    varintField(14, 1),
  ]);
}
