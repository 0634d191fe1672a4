import type { CallOptions } from "../protocol/channel.js";
import type { EncoderMethods } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { EncoderChild, type Log } from "./encoderChild.js";
import { startTimeout } from "./limits.js";
import { startFailure } from "./stopFailure.js";
import { traceGone } from "./traceGone.js";
import { WorkingDirectory } from "./workingDirectory.js";

export interface EncoderClientOptions {
  /** Absolute path of the bundled encoderProcess.js. */
  readonly processPath: string;
  readonly log: Log;
  /** Milliseconds that the process may take to say its first word. */
  readonly startTimeout?: number;
}

type Method = keyof EncoderMethods;

/** The extension host's way to the encoder's process, which is started when first needed and again after its end. */
export class EncoderClient {
  readonly #options: EncoderClientOptions;
  readonly #workingDirectory = new WorkingDirectory();
  #child: EncoderChild | null = null;
  #disposed = false;

  constructor(options: EncoderClientOptions) {
    this.#options = options;
  }

  /**
   * Asks the encoder's process.
   *
   * A cancelled `trace` may take the process with it. Another `trace` that was pending is then asked for again, and what
   * was asked of a trace held there is rejected with `traceGone`. Only a `trace` starts a process.
   *
   * @throws Failure `cancelled` as soon as the signal aborts; `encoderStopped` when the process ends or cannot be
   * started (the next `trace` starts a new one); what the process reports.
   */
  async call<K extends Method>(
    method: K,
    request: Parameters<EncoderMethods[K]>[0],
    options: CallOptions = {},
  ): Promise<ReturnType<EncoderMethods[K]>> {
    for (;;) {
      if (options.signal?.aborted) throw Failure.cancelled();
      if (this.#disposed) throw closed();
      if (this.#child === null && method !== "trace") return this.#withoutProcess(method);
      const child = this.#running();
      try {
        return await child.call(method, request, options);
      } catch (thrown) {
        if (thrown !== child.sacrificed) throw thrown;
        if (method !== "trace") return this.#withoutProcess(method);
      }
    }
  }

  /** Ends the process; what is pending or asked later is rejected. */
  dispose(): void {
    this.#disposed = true;
    this.#child?.kill(closed());
    this.#workingDirectory.remove();
  }

  /** A process that does not run holds no traces: there are none to look at, and to forget one is no error. */
  #withoutProcess<K extends Method>(method: K): ReturnType<EncoderMethods[K]> {
    if (method === "forget") return null as ReturnType<EncoderMethods[K]>;
    throw traceGone();
  }

  #running(): EncoderChild {
    try {
      return (this.#child ??= this.#start());
    } catch (thrown) {
      throw startFailure(thrown as NodeJS.ErrnoException);
    }
  }

  #start(): EncoderChild {
    const child: EncoderChild = new EncoderChild({
      startTimeout,
      ...this.#options,
      workingDirectory: this.#workingDirectory.path,
      onEnd: () => {
        if (this.#child === child) this.#child = null;
      },
      onExit: () => {
        if (this.#disposed) this.#workingDirectory.remove();
      },
    });
    return child;
  }
}

function closed(): Failure {
  return new Failure("encoderStopped", "The encoder's process was closed with the window.");
}
