import { Zip, ZipPassThrough } from "fflate";
import { npyChunks, npyLength, type NpyArray } from "../attention/npy.js";

/** Bytes of an archive without ZIP64, which is what is written here: offsets and sizes have 32 bits. */
export const maximumNpzLength = 2 ** 32 - 1;

/** Bytes of one entry besides its array: its local header, its descriptor and its place in the directory, and its name thrice. */
const entryOverhead = 256;

/** At most how many bytes an archive of these arrays has. */
export function npzLength(arrays: ReadonlyMap<string, NpyArray>): number {
  let length = entryOverhead;
  for (const [name, array] of arrays) length += npyLength(array) + entryOverhead + 3 * name.length;
  return length;
}

/**
 * The bytes of a .npz file, as `numpy.load` opens it: a ZIP archive of `<name>.npy`, stored and not deflated, for weights
 * hardly get smaller. The same arrays give the same bytes.
 *
 * @param arrays at most `maximumNpzLength` bytes, by `npzLength`; names are ASCII
 */
export function* npzChunks(arrays: ReadonlyMap<string, NpyArray>): Generator<Uint8Array> {
  // What is pushed into the archive comes out of it at once: stored entries are not put off.
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  function* take() {
    const taken = ready;
    ready = [];
    yield* taken;
  }
  for (const [name, array] of arrays) {
    const entry = new ZipPassThrough(`${name}.npy`);
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    for (const chunk of npyChunks(array)) {
      entry.push(chunk);
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
