import { open, type FileHandle } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { longestLibraryName, maximumDynamicEntries, maximumProgramHeaders } from "../limits.js";

/** Values of the ELF format (System V ABI, generic edition: "ELF Header", "Program Header", "Dynamic Section"). */
const ELF = { class64: 2, littleEndian: 1, sharedObject: 3, load: 1, dynamic: 2, end: 0, needed: 1, names: 5 } as const;
const HEADER_BYTES = 64;
const PROGRAM_HEADER_BYTES = 56;
const ENTRY_BYTES = 16;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly bytes: number;
}

/**
 * The libraries that a shared library asks the loader for (DT_NEEDED), in its own order.
 *
 * @param path of an ELF library of 64 bits, little-endian; whatever it says is bounded by its size and `limits.ts`
 * @throws Error what is wrong with it, in a few words; as the file system does
 */
export async function neededLibraries(path: string): Promise<string[]> {
  const file = await open(path, "r");
  try {
    const reader = new Reader(file, (await file.stat()).size);
    const segments = await segmentsOf(reader);
    const dynamic = segments.find(({ type }) => type === ELF.dynamic);
    if (!dynamic) return [];
    if (dynamic.bytes > maximumDynamicEntries * ENTRY_BYTES) throw damaged();
    const entries = await reader.bytes(dynamic.offset, dynamic.bytes - (dynamic.bytes % ENTRY_BYTES));
    const needed: number[] = [];
    let names = -1;
    for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
      const tag = numberAt(entries, at);
      const value = numberAt(entries, at + 8);
      if (tag === ELF.end) break;
      if (tag === ELF.needed) needed.push(value);
      if (tag === ELF.names) names = value;
    }
    if (needed.length === 0) return [];
    const place = segments.find(
      ({ type, address, bytes }) => type === ELF.load && names >= address && names < address + bytes,
    );
    if (!place) throw damaged();
    const first = place.offset + names - place.address;
    return await Promise.all(needed.map((offset) => reader.name(first + offset)));
  } finally {
    await file.close();
  }
}

async function segmentsOf(reader: Reader): Promise<Segment[]> {
  const header = await reader.bytes(0, HEADER_BYTES);
  const isLibrary =
    header.toString("latin1", 0, 4) === "\x7fELF" &&
    header[4] === ELF.class64 &&
    header[5] === ELF.littleEndian &&
    header.readUInt16LE(16) === ELF.sharedObject;
  if (!isLibrary) throw damaged();
  const [size, count] = [header.readUInt16LE(54), header.readUInt16LE(56)];
  if (size !== PROGRAM_HEADER_BYTES || count > maximumProgramHeaders) throw damaged();
  const table = await reader.bytes(numberAt(header, 32), count * size);
  return Array.from({ length: count }, (_, index) => {
    const at = index * size;
    return {
      type: table.readUInt32LE(at),
      offset: numberAt(table, at + 8),
      address: numberAt(table, at + 16),
      bytes: numberAt(table, at + 32),
    };
  });
}

/** A file read at places that it names itself: none beyond its end. */
class Reader {
  readonly #file: FileHandle;
  readonly #size: number;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  async bytes(offset: number, length: number): Promise<Buffer> {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.#size)) throw damaged();
    const bytes = Buffer.alloc(length);
    for (let read = 0; read < length;) {
      const { bytesRead } = await this.#file.read(bytes, read, length - read, offset + read);
      if (bytesRead === 0) throw damaged();
      read += bytesRead;
    }
    return bytes;
  }

  /** A name that ends with a zero byte. */
  async name(offset: number): Promise<string> {
    const bytes = await this.bytes(offset, Math.min(longestLibraryName + 1, Math.max(0, this.#size - offset)));
    const end = bytes.indexOf(0);
    if (end <= 0 || !/^[\x21-\x7e]+$/.test(bytes.toString("latin1", 0, end))) throw damaged();
    return bytes.toString("latin1", 0, end);
  }
}

/** An unsigned number of 64 bits; one beyond 2^53 is an offset of nothing. */
function numberAt(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

function damaged(): Error {
  return new Error(l10n.t("it is not a whole ELF library of 64 bits"));
}
