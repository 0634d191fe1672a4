import * as l10n from "@vscode/l10n";
import type { CallOptions } from "../protocol/channel.js";
import type { EncoderMethods } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { EncoderChild, type Log } from "./encoderChild.js";
import { answerTime, startTimeout } from "./limits.js";
import { startFailure } from "./stopFailure.js";
import { traceGone } from "./traceGone.js";
import { WorkingDirectory } from "./workingDirectory.js";

export interface EncoderClientOptions {
  /** Absolute path of the bundled encoderProcess.js. */
  readonly processPath: string;
  readonly log: Log;
  /** Which onnxruntime-node is to be loaded in place of the bundled one, or null; asked before each run. */
  readonly runtimePath?: () => Promise<string | null>;
  /** Absolute path of the bundle in whose language the process speaks; English without one. */
  readonly translation?: string | null;
  /** Milliseconds that the process may take to say its first word. */
  readonly startTimeout?: number;
  /** Milliseconds that a request may take to be heard of: with its first step, or with its answer. */
  readonly answerTime?: number;
}

type Method = keyof EncoderMethods;

/** What asks for nothing that a process must already hold. */
const startingMethods: ReadonlySet<Method> = new Set<Method>(["trace", "describeModel"]);

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
   * A cancelled `trace` may take the process with it. Another `trace` or `describeModel` that was pending is then asked
   * for again, and what was asked of a trace held there is rejected with `traceGone`; so it is when a request is not heard
   * of in time, which fails itself. Only these two start a process;
   * where another onnxruntime-node has been chosen since, the next `trace` takes the process's place in the same way.
   *
   * @throws Failure `cancelled` as soon as the signal aborts; `encoderStopped` when the process ends or cannot be
   * started (the next of them starts a new one); what the process reports.
   */
  async call<K extends Method>(
    method: K,
    request: Parameters<EncoderMethods[K]>[0],
    options: CallOptions = {},
  ): Promise<ReturnType<EncoderMethods[K]>> {
    const starts = startingMethods.has(method);
    for (;;) {
      const runtimePath = method === "trace" ? ((await this.#options.runtimePath?.()) ?? null) : null;
      if (options.signal?.aborted) throw Failure.cancelled();
      if (this.#disposed) throw closed();
      if (this.#child === null && !starts) return this.#withoutProcess(method);
      if (method === "trace") this.#endIfOther(runtimePath);
      const child = this.#running(runtimePath);
      try {
        return await child.call(method, request, options);
      } catch (thrown) {
        if (thrown !== child.sacrificed) throw thrown;
        if (!starts) return this.#withoutProcess(method);
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

  /** Native code cannot be exchanged in a process that runs. */
  #endIfOther(runtimePath: string | null): void {
    if (this.#child === null || this.#child.runtimePath === runtimePath) return;
    this.#options.log("info", "Another onnxruntime-node was chosen; the encoder's process is started again with it.");
    this.#child.kill(this.#child.sacrificed);
  }

  #running(runtimePath: string | null): EncoderChild {
    try {
      return (this.#child ??= this.#start(runtimePath));
    } catch (thrown) {
      throw startFailure(thrown as NodeJS.ErrnoException);
    }
  }

  #start(runtimePath: string | null): EncoderChild {
    const child: EncoderChild = new EncoderChild({
      startTimeout,
      answerTime,
      ...this.#options,
      runtimePath,
      translation: this.#options.translation ?? null,
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
  return new Failure("encoderStopped", l10n.t("The encoder's process was closed with the window."));
}
