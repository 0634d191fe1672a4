/** A block as the page has it: of one in the page the base64 of its deflated bytes, of a file's the bytes. */
export type PackedBlock = string | Uint8Array;

/** A block's bytes. @throws TypeError where it is damaged */
export async function unpacked(packed: PackedBlock): Promise<Uint8Array> {
  if (typeof packed !== "string") return packed;
  const inflated = new Blob([bytesOfBase64(packed)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

/** Older browsers cannot read base64 into bytes. */
const ofBase64 = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  if (ofBase64.fromBase64) return ofBase64.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < bytes.length; place++) bytes[place] = binary.charCodeAt(place);
  return bytes;
}
