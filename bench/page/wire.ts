// What a fetch carries in place of structured clones: JSON, and after it the bytes of its typed arrays.

const kinds = { Int32Array, Float32Array, Uint8Array, Uint32Array } as const;
type Kind = keyof typeof kinds;

interface Placed {
  readonly $: Kind;
  /** In bytes, from where the arrays begin. */
  readonly at: number;
  readonly length: number;
}

/** A value as bytes: the length of its JSON in 4 bytes, that JSON, and its arrays, each at a multiple of 4. */
export function packed(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: Uint8Array[] = [];
  let size = 0;
  const json = JSON.stringify(value, (_key, one: unknown) => {
    const kind = (Object.keys(kinds) as Kind[]).find((name) => one instanceof kinds[name]);
    if (!kind) return typeof one === "number" && !Number.isFinite(one) ? { $: String(one) } : one;
    const { buffer, byteOffset, byteLength, length } = one as Uint8Array;
    arrays.push(new Uint8Array(buffer, byteOffset, byteLength));
    const at = size;
    size += Math.ceil(byteLength / 4) * 4;
    return { $: kind, at, length } satisfies Placed;
  });
  const head = new TextEncoder().encode(json);
  const begin = 4 + Math.ceil(head.length / 4) * 4;
  const bytes = new Uint8Array(begin + size);
  new DataView(bytes.buffer).setUint32(0, head.length);
  bytes.set(head, 4);
  let place = begin;
  for (const array of arrays) {
    bytes.set(array, place);
    place += Math.ceil(array.length / 4) * 4;
  }
  return bytes;
}

/** What `packed` packed; its arrays are views on the bytes. */
export function unpacked(buffer: ArrayBuffer): unknown {
  const length = new DataView(buffer).getUint32(0);
  const begin = 4 + Math.ceil(length / 4) * 4;
  return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)), (_key, one: unknown) => {
    if (typeof one !== "object" || one === null || !("$" in one)) return one;
    const { $, at, length: count } = one as Placed;
    return $ in kinds ? new kinds[$](buffer, begin + at, count) : Number($);
  });
}
