import { halfToFloat } from "./halfFloat.js";

/** `TensorProto.DataType`: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const;

const sizes: Readonly<Record<number, number>> = { 1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 16: 2 };

/** Bytes of one number; 0 for types whose numbers do not fill bytes, or that are none. */
export function elementBytes(elementType: number): number {
  return sizes[elementType] ?? 0;
}

/** The numbers that raw bytes (little endian) hold; none for a type that concerns us not. */
export function numbersOf(bytes: Uint8Array, elementType: number): number[] {
  const size = elementBytes(elementType);
  const read = readers[elementType];
  if (!read) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => read(view, index * size));
}

const readers: Readonly<Record<number, (view: DataView, offset: number) => number>> = {
  1: (view, offset) => view.getFloat32(offset, true),
  2: (view, offset) => view.getUint8(offset),
  3: (view, offset) => view.getInt8(offset),
  6: (view, offset) => view.getInt32(offset, true),
  7: (view, offset) => Number(view.getBigInt64(offset, true)),
  9: (view, offset) => view.getUint8(offset),
  10: (view, offset) => halfToFloat(view.getUint16(offset, true)),
  11: (view, offset) => view.getFloat64(offset, true),
  16: (view, offset) => new DataView(Uint16Array.of(0, view.getUint16(offset, true)).buffer).getFloat32(0, true),
};
