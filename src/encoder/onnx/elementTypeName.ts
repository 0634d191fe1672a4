/** By `TensorProto.DataType`: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const names: readonly (string | null)[] = [
  null,
  "float32",
  "uint8",
  "int8",
  "uint16",
  "int16",
  "int32",
  "int64",
  "string",
  "bool",
  "float16",
  "float64",
  "uint32",
  "uint64",
  "complex64",
  "complex128",
  "bfloat16",
  "float8e4m3fn",
  "float8e4m3fnuz",
  "float8e5m2",
  "float8e5m2fnuz",
  "uint4",
  "int4",
  "float4e2m1",
];

/** What a type of numbers is called; null for one that is unknown. */
export function elementTypeName(elementType: number): string | null {
  return names[elementType] ?? null;
}
