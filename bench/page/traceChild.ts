import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { childEnvironment } from "../../src/encoder/childEnvironment.js";
import { processPort } from "../../src/encoder/processPort.js";
import { Channel, type CallOptions } from "../../src/protocol/channel.js";
import type { NoMethods } from "../../src/protocol/encoderProtocol.js";
import type { BenchMethods } from "./traceMethods.js";

const program = "traceProcess";

/** The process that holds the traces, seen from here, as the extension host sees the encoder's. */
export class TraceChild {
  readonly #process: ChildProcess;
  readonly #channel: Channel<BenchMethods, NoMethods, NoMethods, NoMethods>;

  constructor() {
    this.#process = fork(join(__dirname, "page", `${program}.cjs`), {
      execArgv: ["--expose-gc"],
      env: childEnvironment(process.env),
      serialization: "advanced",
    });
    this.#channel = new Channel(processPort(this.#process), {});
  }

  call<K extends keyof BenchMethods>(
    method: K,
    request: Parameters<BenchMethods[K]>[0],
    options?: CallOptions,
  ): Promise<ReturnType<BenchMethods[K]>> {
    return this.#channel.call(method, request, options);
  }

  stop(): void {
    this.#process.kill();
  }
}
