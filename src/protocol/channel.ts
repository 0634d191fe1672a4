import * as l10n from "@vscode/l10n";
import type { Deadline } from "./deadline.js";
import { Failure, type FailureReport } from "./failure.js";

/** One end of a pipe that carries structured clones: a child process, a webview, or an object in the same page. */
export interface Port {
  post(message: unknown): void;
  /** Returns a function that stops listening. */
  listen(listener: (message: unknown) => void): () => void;
}

/** What a request's handler is given beside the request itself. */
export interface Call {
  readonly signal: AbortSignal;
  /** Tells a step, and by when the next one or the end is to be heard of. */
  readonly progress: (step: string, deadline?: Deadline) => void;
}

/** How a request is made. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: string, deadline: Deadline | null) => void;
  /** Called once the other end has ended with the request: after a cancellation, later than the rejection. */
  readonly onEnded?: () => void;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a bound for method signatures; `unknown` would reject them all
type AnyMethod = (request: any) => unknown;
type MethodsOf<M> = { [K in keyof M]: AnyMethod };
type EventsOf<E> = { [K in keyof E]: object };

/** The functions that answer a set of methods. */
export type Handlers<M extends MethodsOf<M>> = {
  [K in keyof M]: (request: Parameters<M[K]>[0], call: Call) => ReturnType<M[K]> | Promise<ReturnType<M[K]>>;
};

type Message =
  | { readonly kind: "request"; readonly id: number; readonly method: string; readonly request: unknown }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "progress"; readonly id: number; readonly step: string; readonly deadline: Deadline | null }
  | { readonly kind: "result"; readonly id: number; readonly result: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly failure: FailureReport }
  | { readonly kind: "event"; readonly name: string; readonly event: unknown };

interface Pending {
  resolve(result: unknown): void;
  reject(failure: Failure): void;
  progress(step: string, deadline: Deadline | null): void;
}

/**
 * Requests with replies, cancellation and progress, and events without replies, over a port; both directions at once.
 *
 * `Theirs` are the methods that the other end answers, `Ours` those answered here; likewise the events.
 */
export class Channel<
  Theirs extends MethodsOf<Theirs>,
  TheirEvents extends EventsOf<TheirEvents>,
  Ours extends MethodsOf<Ours>,
  OurEvents extends EventsOf<OurEvents>,
> {
  readonly #port: Port;
  readonly #handlers: Handlers<Ours>;
  readonly #pending = new Map<number, Pending>();
  readonly #running = new Map<number, AbortController>();
  readonly #listeners = new Map<keyof TheirEvents, Set<(event: never) => void>>();
  readonly #stopListening: () => void;
  #nextId = 1;
  #closed: Failure | null = null;

  constructor(port: Port, handlers: Handlers<Ours>) {
    this.#port = port;
    this.#handlers = handlers;
    this.#stopListening = port.listen((message) => {
      if (isMessage(message)) this.#receive(message);
    });
  }

  /**
   * Asks the other end.
   *
   * @throws Failure as the other end reports it; `cancelled` as soon as the signal aborts.
   */
  call<K extends keyof Theirs & string>(
    method: K,
    request: Parameters<Theirs[K]>[0],
    { signal, onProgress, onEnded }: CallOptions = {},
  ): Promise<ReturnType<Theirs[K]>> {
    if (this.#closed) return Promise.reject(this.#closed);
    if (signal?.aborted) return Promise.reject(Failure.cancelled());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const abort = () => {
        const ended = () => onEnded?.();
        this.#pending.set(id, { resolve: ended, reject: ended, progress: () => undefined });
        this.#post({ kind: "cancel", id });
        reject(Failure.cancelled());
      };
      const settle = () => {
        signal?.removeEventListener("abort", abort);
        onEnded?.();
      };
      this.#pending.set(id, {
        resolve: (result) => (settle(), resolve(result as ReturnType<Theirs[K]>)),
        reject: (failure) => (settle(), reject(failure)),
        progress: (step, deadline) => onProgress?.(step, deadline),
      });
      try {
        this.#post({ kind: "request", id, method, request });
        signal?.addEventListener("abort", abort, { once: true });
      } catch (thrown) {
        // What cannot be cloned never reaches the other end.
        this.#take(id)?.reject(Failure.from(thrown));
      }
    });
  }

  emit<K extends keyof OurEvents & string>(name: K, event: OurEvents[K]): void {
    this.#post({ kind: "event", name, event });
  }

  /** Listens to one of the other end's events; returns a function that stops listening. */
  on<K extends keyof TheirEvents>(name: K, listener: (event: TheirEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** The other end was replaced by a new one: what the old one asked for is aborted, and not answered to the new. */
  restart(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  /** Ends the channel: what is pending is rejected with `reason`, what runs here is aborted. */
  close(reason: Failure): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#stopListening();
    for (const pending of this.#pending.values()) pending.reject(reason);
    for (const controller of this.#running.values()) controller.abort();
    this.#pending.clear();
    this.#running.clear();
    this.#listeners.clear();
  }

  #post(message: Message): void {
    if (!this.#closed) this.#port.post(message);
  }

  #receive(message: Message): void {
    switch (message.kind) {
      case "request":
        void this.#answer(message.id, message.method, message.request);
        break;
      case "cancel":
        this.#running.get(message.id)?.abort();
        break;
      case "progress":
        this.#pending.get(message.id)?.progress(message.step, message.deadline);
        break;
      case "result":
        this.#take(message.id)?.resolve(message.result);
        break;
      case "failure":
        this.#take(message.id)?.reject(failureIn(message.failure));
        break;
      case "event":
        for (const listener of this.#listeners.get(message.name as keyof TheirEvents) ?? []) {
          listener(message.event as never);
        }
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  async #answer(id: number, method: string, request: unknown): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const answer = (message: Message) => {
      if (this.#running.get(id) === controller) this.#post(message);
    };
    const call: Call = {
      signal: controller.signal,
      progress: (step, deadline) => answer({ kind: "progress", id, step, deadline: deadline ?? null }),
    };
    try {
      if (!Object.hasOwn(this.#handlers, method))
        throw new Failure("badRequest", l10n.t("There is no method {0}.", method));
      const result: unknown = await this.#handlers[method as keyof Ours](request, call);
      answer({ kind: "result", id, result });
    } catch (thrown) {
      answer({ kind: "failure", id, failure: Failure.from(thrown).report() });
    } finally {
      if (this.#running.get(id) === controller) this.#running.delete(id);
    }
  }
}

/** Whether what came through a port can be one of ours; its payload is the handlers' and listeners' to check. */
function isMessage(message: unknown): message is Message {
  if (typeof message !== "object" || message === null || !("kind" in message)) return false;
  return message.kind === "event" || ("id" in message && Number.isSafeInteger(message.id));
}

function failureIn(report: unknown): Failure {
  const { code, message } = (report ?? {}) as Partial<FailureReport>;
  const whole = typeof code === "string" && typeof message === "string";
  return whole ? Failure.fromReport(report as FailureReport) : Failure.from("a failure without a report");
}
