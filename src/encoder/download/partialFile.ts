import { open, readFile, rm, stat, writeFile, type FileHandle } from "node:fs/promises";
import * as v from "valibot";

/** What a part was downloaded from: only more of the very same may be appended to it. */
const origin = v.object({ url: v.string(), validator: v.string() });

type Origin = v.InferOutput<typeof origin>;

/**
 * The beginning of a download, kept beside its destination so that a later try goes on from it: `<destination>.part`, and
 * `<destination>.part.json` with the server's name for the version that it is of (an entity tag or a date).
 */
export class PartialFile {
  readonly path: string;
  readonly #originPath: string;

  constructor(destination: string) {
    this.path = `${destination}.part`;
    this.#originPath = `${destination}.part.json`;
  }

  /** The version that is there of this URL, and its bytes so far; null where there is nothing to go on from. */
  async beginning(url: string): Promise<{ size: number; validator: string } | null> {
    try {
      const { size } = await stat(this.path);
      const kept: Origin = v.parse(origin, JSON.parse(await readFile(this.#originPath, "utf8")));
      return kept.url === url && size > 0 ? { size, validator: kept.validator } : null;
    } catch {
      return null;
    }
  }

  /** Opens it to be written from its start; without a validator it can be of no use to a later try. */
  async restart(url: string, validator: string | null): Promise<FileHandle> {
    await rm(this.#originPath, { force: true });
    const file = await open(this.path, "w");
    if (validator !== null) await writeFile(this.#originPath, JSON.stringify({ url, validator } satisfies Origin));
    return file;
  }

  /** Opens it to be gone on with. */
  append(): Promise<FileHandle> {
    return open(this.path, "a");
  }

  /** Forgets where it came from; the bytes are somebody's now. */
  async settle(): Promise<void> {
    await rm(this.#originPath, { force: true });
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    await this.settle();
  }
}
