import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallOptions } from "../protocol/channel.js";
import type { EncoderMethods } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { EncoderChild, type Log } from "./encoderChild.js";
import { startFailure } from "./stopFailure.js";

export interface EncoderClientOptions {
  /** Absolute path of the bundled encoderProcess.js. */
  readonly processPath: string;
  readonly log: Log;
}

/** The extension host's way to the encoder's process, which is started when first needed and again after its end. */
export class EncoderClient {
  readonly #options: EncoderClientOptions;
  #child: EncoderChild | null = null;
  #workingDirectory: string | null = null;
  #disposed = false;

  constructor(options: EncoderClientOptions) {
    this.#options = options;
  }

  /**
   * Asks the encoder's process.
   *
   * A cancelled request may take the process with it. A `trace` that waited behind it is then asked for again; what was
   * asked of a trace held there is rejected with `traceGone`.
   *
   * @throws Failure `cancelled` as soon as the signal aborts; `encoderStopped` when the process ends or cannot be
   * started (the next request starts a new one); what the process reports.
   */
  async call<K extends keyof EncoderMethods>(
    method: K,
    request: Parameters<EncoderMethods[K]>[0],
    options: CallOptions = {},
  ): Promise<ReturnType<EncoderMethods[K]>> {
    for (;;) {
      if (options.signal?.aborted) throw Failure.cancelled();
      const child = this.#running();
      try {
        return await child.call(method, request, options);
      } catch (thrown) {
        if (thrown !== child.sacrificed || method !== "trace") throw thrown;
      }
    }
  }

  /** Ends the process; what is pending or asked later is rejected. */
  dispose(): void {
    this.#disposed = true;
    this.#child?.kill(closed());
    if (this.#workingDirectory !== null) rmSync(this.#workingDirectory, { recursive: true, force: true });
    this.#workingDirectory = null;
  }

  #running(): EncoderChild {
    if (this.#disposed) throw closed();
    try {
      return (this.#child ??= this.#start());
    } catch (thrown) {
      throw startFailure(thrown as NodeJS.ErrnoException);
    }
  }

  #start(): EncoderChild {
    this.#workingDirectory ??= mkdtempSync(join(tmpdir(), "attention-inspector-"));
    const child = new EncoderChild({
      ...this.#options,
      workingDirectory: this.#workingDirectory,
      onEnd: () => {
        if (this.#child === child) this.#child = null;
      },
    });
    return child;
  }
}

function closed(): Failure {
  return new Failure("encoderStopped", "The encoder's process was closed with the window.");
}
