import type { ByteSource } from "../../../../src/encoder/onnx/byteSource.js";

/** Bytes in memory, to be read as those of a file. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { length: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
