import type { ByteSource } from "./byteSource.js";
import { elementBytes, elementTypes, numbersOf } from "./elementTypes.js";
import { allNodes } from "./graphTensors.js";
import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from "./model.js";
import { productOperators } from "./scoreProduct.js";

/** The longest corner, along each of a table's last two axes. */
const longestCorner = 32;
/** Matrices of one table whose corners are read: a stored bias has one for each head. */
const MOST_MATRICES = 128;

const numberTypes: readonly number[] = [elementTypes.float32, elementTypes.float16, elementTypes.bfloat16];
const wholeTypes: readonly number[] = [elementTypes.int64, elementTypes.int32];
const flagTypes: readonly number[] = [elementTypes.bool, elementTypes.uint8, elementTypes.int8];

/**
 * Reads the first rows and columns of stored tables that may be masks, positions or biases of positions: `[…, N, N]`,
 * `[…, 1, N]`, and lists of integers. Weights, which are multiplied, are skipped.
 *
 * @returns by the tensors, `[…, min(N, 32), min(N, 32)]`; none if its numbers do not lie in the file in one piece
 */
export function tableCorners(model: OnnxModel, source: ByteSource): Map<OnnxTensor, OnnxTensor> {
  const weights = new Set<string>();
  for (const node of allNodes(model)) if (isMultiplying(node)) for (const input of node.inputs) weights.add(input);
  const corners = new Map<OnnxTensor, OnnxTensor>();
  for (const [value, tensor] of storedTensors(model.graph)) {
    const corner = weights.has(value) ? null : cornerOf(tensor, source);
    if (corner) corners.set(tensor, corner);
  }
  return corners;
}

/** Each stored tensor of a graph with the name of its value. */
function* storedTensors({ initializers, nodes }: OnnxGraph): Generator<readonly [string, OnnxTensor]> {
  yield* initializers;
  for (const { operator, attributes, outputs } of nodes) {
    const attribute = attributes.get("value");
    if (operator === "Constant" && attribute?.kind === "tensor") yield [outputs[0] ?? "", attribute.value];
  }
}

function isMultiplying({ operator }: OnnxNode): boolean {
  return productOperators.has(operator) || ["Conv", "Transpose", "DequantizeLinear", "MatMulNBits"].includes(operator);
}

function cornerOf({ place, values, ...tensor }: OnnxTensor, source: ByteSource): OnnxTensor | null {
  const { dimensions, elementType } = tensor;
  if (values || !place || dimensions.length === 0) return null;
  const [rows, columns] = [dimensions.at(-2) ?? 1, dimensions.at(-1)!];
  const matrices = dimensions.slice(0, -2).reduce((product, size) => product * size, 1);
  const isSquare = rows === columns || (rows === 1 && dimensions.length > 2);
  const isTable = numberTypes.includes(elementType) || flagTypes.includes(elementType);
  if (!(isTable && isSquare) && !wholeTypes.includes(elementType)) return null;
  if (matrices > MOST_MATRICES) return null;
  const [height, width] = [Math.min(rows, longestCorner), Math.min(columns, longestCorner)];
  const size = elementBytes(elementType);
  const numbers: number[] = [];
  for (let matrix = 0; matrix < matrices; matrix++) {
    for (let row = 0; row < height; row++) {
      const bytes = source.read(place.offset + (matrix * rows + row) * columns * size, width * size);
      numbers.push(...numbersOf(bytes, elementType));
    }
  }
  const shape = dimensions.length === 1 ? [width] : [...dimensions.slice(0, -2), height, width];
  return { ...tensor, dimensions: shape, values: numbers, place: null };
}
