/** What is wrong with a library that `elfOf` makes: each is a number that the file says of itself. */
export interface ElfClaims {
  readonly programHeaders?: number;
  readonly headerOffset?: bigint;
  readonly dynamicOffset?: bigint;
  readonly dynamicBytes?: bigint;
  readonly namesAddress?: bigint;
  readonly loadedBytes?: bigint;
}

const HEADER = 64;
const PROGRAM_HEADER = 56;
/** Where it is loaded: an address is not an offset. */
const ADDRESS = 0x40000n;

/** A shared library of 64 bits (ELF) that asks for others by these names, and has neither code nor sections. */
export function elfOf(names: readonly string[], claims: ElfClaims = {}): Buffer {
  const strings = Buffer.from(`\0${names.map((name) => `${name}\0`).join("")}`, "latin1");
  const stringsAt = HEADER + 2 * PROGRAM_HEADER;
  const dynamicAt = stringsAt + strings.length;
  const entries: (readonly [tag: bigint, value: bigint])[] = [];
  let offset = 1;
  for (const name of names) {
    entries.push([1n, BigInt(offset)]);
    offset += Buffer.byteLength(name, "latin1") + 1;
  }
  entries.push([5n, claims.namesAddress ?? ADDRESS + BigInt(stringsAt)], [0n, 0n], [1n, 0n]);
  const dynamic = Buffer.alloc(entries.length * 16);
  for (const [index, [tag, value]] of entries.entries()) {
    dynamic.writeBigUInt64LE(tag, index * 16);
    dynamic.writeBigUInt64LE(value, index * 16 + 8);
  }
  const total = BigInt(dynamicAt + dynamic.length);
  const header = Buffer.alloc(HEADER);
  header.write("\x7fELF\x02\x01\x01", 0, "latin1");
  header.writeUInt16LE(3, 16);
  header.writeBigUInt64LE(claims.headerOffset ?? BigInt(HEADER), 32);
  header.writeUInt16LE(PROGRAM_HEADER, 54);
  header.writeUInt16LE(claims.programHeaders ?? 2, 56);
  const segment = (type: number, at: bigint, bytes: bigint) => {
    const head = Buffer.alloc(PROGRAM_HEADER);
    head.writeUInt32LE(type, 0);
    head.writeBigUInt64LE(at, 8);
    head.writeBigUInt64LE(ADDRESS + at, 16);
    head.writeBigUInt64LE(bytes, 32);
    return head;
  };
  const load = segment(1, 0n, claims.loadedBytes ?? total);
  const ofDynamic = segment(
    2,
    claims.dynamicOffset ?? BigInt(dynamicAt),
    claims.dynamicBytes ?? BigInt(dynamic.length),
  );
  return Buffer.concat([header, load, ofDynamic, strings, dynamic]);
}
