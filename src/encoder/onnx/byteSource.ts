import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes that can be looked at here and there without having all of them in memory. */
export interface ByteSource {
  readonly length: number;
  /** The bytes from `offset` on, at most `length` of them; a view that is good until the next call. @throws RangeError */
  read(offset: number, length: number): Uint8Array;
}

/** Bytes read at once; what is skipped in a model's file is larger than that, what is read mostly lies together. */
const WINDOW = 256 * 1024;

/** A regular file's bytes, read in windows. */
export class FileSource implements ByteSource {
  readonly length: number;
  readonly #file: number;
  #window = new Uint8Array(0);
  #start = 0;

  /** @throws Error of the file system */
  constructor(path: string) {
    this.#file = openSync(path, "r");
    this.length = fstatSync(this.#file).size;
  }

  read(offset: number, length: number): Uint8Array {
    if (offset + length > this.length) throw new RangeError("past the end");
    const end = this.#start + this.#window.length;
    if (offset < this.#start || offset + length > end) {
      this.#window = new Uint8Array(Math.min(Math.max(length, WINDOW), this.length - offset));
      this.#start = offset;
      for (let filled = 0; filled < this.#window.length;) {
        const read = readSync(this.#file, this.#window, filled, this.#window.length - filled, offset + filled);
        if (read === 0) throw new RangeError("past the end");
        filled += read;
      }
    }
    return this.#window.subarray(offset - this.#start, offset - this.#start + length);
  }

  close(): void {
    closeSync(this.#file);
  }
}
