import { fork, type ChildProcess } from "node:child_process";
import { Channel, type CallOptions } from "../protocol/channel.js";
import type { EncoderEvents, EncoderMethods, NoMethods } from "../protocol/encoderProtocol.js";
import type { Deadline } from "../protocol/deadline.js";
import { Failure } from "../protocol/failure.js";
import { childEnvironment } from "./childEnvironment.js";
import { DeadlineClock } from "./deadlineClock.js";
import { answerDeadline, startDeadline } from "./deadlines.js";
import { cancellationGrace } from "./limits.js";
import { takeMemoryNote } from "./memoryNote.js";
import { outputLines } from "./outputLines.js";
import { processPort } from "./processPort.js";
import { startFailure, stopFailure } from "./stopFailure.js";
import { traceGone } from "./traceGone.js";

/** Says something to the log; never the person's text. */
export type Log = (level: EncoderEvents["log"]["level"], message: string) => void;

export interface EncoderChildOptions {
  /** Absolute path of the bundled encoderProcess.js. */
  readonly processPath: string;
  /** An empty directory: a graph's external data is looked for in it. */
  readonly workingDirectory: string;
  /** Absolute path of an onnxruntime-node to load in place of the bundled one, or null. */
  readonly runtimePath: string | null;
  /** Absolute path of the bundle in whose language it speaks, or null for English. */
  readonly translation: string | null;
  readonly log: Log;
  /** Milliseconds that it may take to say its first word. */
  readonly startTimeout: number;
  /** Milliseconds that a request may take to be heard of: with its first step, or with its answer. */
  readonly answerTime: number;
  /** Called once, when no more can be asked of it. */
  readonly onEnd: () => void;
  /** Called once, when the system has no more of it. */
  readonly onExit: () => void;
}

type Method = keyof EncoderMethods;

/** One life of the encoder's process, from its start to its end. */
export class EncoderChild {
  /** What requests are rejected with that were lost because another one, cancelled, could only be killed. */
  readonly sacrificed = traceGone();
  /** Which onnxruntime-node it loads, as it was told. */
  readonly runtimePath: string | null;
  readonly #process: ChildProcess;
  readonly #channel: Channel<EncoderMethods, EncoderEvents, NoMethods, NoMethods>;
  readonly #log: Log;
  readonly #onEnd: () => void;
  readonly #answering: Deadline;
  readonly #starting = new DeadlineClock<"start">((_, { failure }) => this.kill(Failure.fromReport(failure)));
  readonly #clock = new DeadlineClock<symbol>((call, { failure }) => {
    this.#log("warn", "A request did not end in its time; the process is started again when it is next needed.");
    this.#overdue = { call, failure: Failure.fromReport(failure) };
    this.kill(this.sacrificed);
  });
  #overdue: { readonly call: symbol; readonly failure: Failure } | null = null;
  #ended = false;

  constructor(options: EncoderChildOptions) {
    const { processPath, workingDirectory, runtimePath, translation, log, onEnd, onExit } = options;
    this.runtimePath = runtimePath;
    this.#answering = answerDeadline(options.answerTime);
    this.#log = log;
    this.#onEnd = onEnd;
    this.#process = fork(processPath, [String(process.pid), workingDirectory, runtimePath ?? "", translation ?? ""], {
      cwd: workingDirectory,
      env: childEnvironment(process.env),
      // For `Garbage`.
      execArgv: ["--expose-gc"],
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#channel = new Channel(processPort(this.#process), {});
    this.#channel.on("log", ({ level, message }) => log(level, message));
    this.#starting.arm("start", startDeadline(options.startTimeout));
    this.#process.once("message", () => {
      this.#starting.stop();
      this.#clock.heard();
    });
    this.#process.once("error", (error) => this.#end(startFailure(error)));
    this.#process.once("exit", (code, signal) => {
      this.#end(stopFailure(code, signal, takeMemoryNote(workingDirectory, this.#process.pid!)));
      onExit();
    });
    // A process that can no longer be talked to is of no use, whatever it still does.
    this.#process.once("disconnect", () => this.#process.kill("SIGKILL"));
    outputLines(this.#process.stdout!, (line) => log("debug", line));
    outputLines(this.#process.stderr!, (line) => log("warn", line));
  }

  /**
   * Asks the process. Running the encoder blocks it, so a cancelled `trace` that does not end soon is ended with it;
   * other requests are short, and one that waits behind a run is no reason to end that. The process is ended, too, when
   * it lets a deadline pass: the one it gave for a step, or before the first step, or for a request without steps, ours.
   *
   * @throws Failure as the process reports it; `encoderStopped` when it ended; `sacrificed`; a deadline's
   */
  call<K extends Method>(
    method: K,
    request: Parameters<EncoderMethods[K]>[0],
    { signal, onProgress }: CallOptions,
  ): Promise<ReturnType<EncoderMethods[K]>> {
    const call = Symbol(method);
    let killing: NodeJS.Timeout | undefined;
    const cancelled = () => {
      killing = setTimeout(() => {
        this.#log("info", "A cancelled run did not end; its process is started again when it is next needed.");
        this.kill(this.sacrificed);
      }, cancellationGrace).unref();
    };
    if (method === "trace") signal?.addEventListener("abort", cancelled, { once: true });
    // What is refused at once is not heard of again.
    if (!this.#ended && signal?.aborted !== true) this.#clock.arm(call, this.#answering);
    const answer = this.#channel.call(method, request, {
      ...(signal && { signal }),
      onProgress: (step, deadline) => {
        this.#clock.set(call, deadline);
        onProgress?.(step, deadline);
      },
      onEnded: () => {
        signal?.removeEventListener("abort", cancelled);
        clearTimeout(killing);
        this.#clock.delete(call);
      },
    });
    return answer.catch((thrown: unknown) => {
      throw this.#overdue?.call === call && thrown === this.sacrificed ? this.#overdue.failure : thrown;
    });
  }

  /** Ends the process at once; what is pending is rejected with `reason`. */
  kill(reason: Failure): void {
    this.#process.kill("SIGKILL");
    this.#end(reason);
  }

  #end(reason: Failure): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#starting.stop();
    this.#clock.stop();
    this.#onEnd();
    this.#channel.close(reason);
    this.#log(reason === this.sacrificed ? "debug" : "info", `The encoder's process has ended: ${reason.message}`);
  }
}
