import type { ExecutionProvider } from "../attention/trace.js";
import { encoderStamp } from "./encoderStamp.js";
import { maximumOpenEncoders } from "./limits.js";
import type { OpenEncoder } from "./openEncoder.js";

type Open = (path: string, asked: ExecutionProvider | "auto") => Promise<OpenEncoder>;

/**
 * Encoders kept open, by path and the provider asked for; one whose files were replaced is opened anew. One that is no
 * longer kept can still be run by whoever got it, but keeps no session open.
 */
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
  async get(path: string, asked: ExecutionProvider | "auto"): Promise<{ encoder: OpenEncoder; opened: boolean }> {
    const key = JSON.stringify([path, asked, await encoderStamp(path)]);
    const opened = !this.#encoders.has(key);
    const encoder = this.#encoders.get(key) ?? this.#open(path, asked);
    // Last in the map is the one used last.
    this.#encoders.delete(key);
    this.#encoders.set(key, encoder);
    encoder.catch(() => {
      if (this.#encoders.get(key) === encoder) this.#encoders.delete(key);
    });
    this.#dropOldest();
    return { encoder: await encoder, opened };
  }

  #dropOldest(): void {
    const [oldest] = this.#encoders;
    if (oldest === undefined || this.#encoders.size <= maximumOpenEncoders) return;
    const [key, encoder] = oldest;
    this.#encoders.delete(key);
    // Its sessions are memory that the garbage collector does not see. One that failed to open has none.
    encoder.then((opened) => opened.release()).catch(() => undefined);
  }
}
