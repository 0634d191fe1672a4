const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let code = byte;
  for (let bit = 0; bit < 8; bit++) code = code & 1 ? 0xedb88320 ^ (code >>> 1) : code >>> 1;
  return code;
});

function cyclicCode(bytes: Uint8Array): number {
  let code = 0xffffffff;
  for (const byte of bytes) code = table[(code ^ byte) & 0xff]! ^ (code >>> 8);
  return ~code >>> 0;
}

/** The eight bytes that every PNG begins with. */
export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A chunk of a PNG: length, type, content and CRC-32 (PNG, third edition, section 5.3 and annex D). */
export function pngChunk(type: string, content: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + content.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length);
  for (let place = 0; place < 4; place++) chunk[4 + place] = type.charCodeAt(place);
  chunk.set(content, 8);
  view.setUint32(8 + content.length, cyclicCode(chunk.subarray(4, 8 + content.length)));
  return chunk;
}
