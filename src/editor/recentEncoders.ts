import * as v from "valibot";
import type * as vscode from "vscode";
import type { EncoderLocation } from "../encoder/encoderLocation.js";
import { encoderAt } from "../encoder/encodersInFolder.js";
import { rememberedEncoders } from "./limits.js";

const key = "recentEncoders";

/** An encoder as it is remembered: where it is, and what it was called when it was found. */
export const rememberedEncoder = v.object({ path: v.string(), name: v.string(), variant: v.string() });

export type RememberedEncoder = v.InferOutput<typeof rememberedEncoder>;

/** The encoders that were used before, in whichever window, newest first. */
export class RecentEncoders {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  async add({ path, name, variant }: EncoderLocation): Promise<void> {
    const others = this.#read().filter((encoder) => encoder.path !== path);
    await this.#memory.update(key, [{ path, name, variant }, ...others].slice(0, rememberedEncoders));
  }

  /** Those that are still there; the others are forgotten. */
  async list(): Promise<EncoderLocation[]> {
    const remembered = this.#read();
    const found = await Promise.all(remembered.map(({ path, name }) => encoderAt(path, { where: "recent", name })));
    const kept = remembered.filter((_, index) => found[index] !== null);
    if (kept.length < remembered.length) await this.#memory.update(key, kept);
    return found.filter((encoder) => encoder !== null);
  }

  #read(): RememberedEncoder[] {
    return v.parse(v.fallback(v.array(rememberedEncoder), []), this.#memory.get(key));
  }
}
