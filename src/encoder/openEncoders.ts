import type { ExecutionProvider } from "../attention/trace.js";
import { encoderFolderStamp } from "./encoderFolder.js";
import { maximumOpenEncoders } from "./limits.js";
import type { OpenEncoder } from "./openEncoder.js";

type Open = (folder: string, asked: ExecutionProvider | "auto") => Promise<OpenEncoder>;

/** Encoders kept open, by folder and the provider asked for; one whose files were replaced is opened anew. */
export class OpenEncoders {
  readonly #open: Open;
  readonly #encoders = new Map<string, Promise<OpenEncoder>>();

  constructor(open: Open) {
    this.#open = open;
  }

  /**
   * The encoder, opened where it is not yet. One that fails to open is tried again the next time.
   *
   * @returns the encoder, and whether this call opened it
   * @throws Failure as `openEncoder` does
   */
  async get(folder: string, asked: ExecutionProvider | "auto"): Promise<{ encoder: OpenEncoder; opened: boolean }> {
    const key = JSON.stringify([folder, asked, await encoderFolderStamp(folder)]);
    const opened = !this.#encoders.has(key);
    const encoder = this.#encoders.get(key) ?? this.#open(folder, asked);
    // Last in the map is the one used last. What falls out is left to the garbage collector: it may be running.
    this.#encoders.delete(key);
    this.#encoders.set(key, encoder);
    encoder.catch(() => this.#encoders.delete(key));
    const oldest = this.#encoders.keys().next().value;
    if (oldest !== undefined && this.#encoders.size > maximumOpenEncoders) this.#encoders.delete(oldest);
    return { encoder: await encoder, opened };
  }
}
