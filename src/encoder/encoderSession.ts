import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { ExecutionProvider } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import type { EncoderDescription } from "./encoderDescription.js";
import { cudaUnavailable } from "./executionProvider.js";
import { loadRuntime } from "./runtime.js";
import { firstLine, thrownMessage } from "./thrownMessage.js";

/** What an encoder computed for N tokens. */
export interface EncoderOutputs {
  /** `[layers, heads, N, N]` */
  readonly attention: Float32Array;
  /** `[N, d]` */
  readonly positionalEncoding: Float32Array;
  /** One shape `[N, d]` per hidden state. */
  readonly hiddenShapes: readonly (readonly number[])[];
}

/** An encoder's graph, loaded for one execution provider. */
export class EncoderSession {
  readonly #session: InferenceSession;
  readonly #description: EncoderDescription;

  private constructor(session: InferenceSession, description: EncoderDescription) {
    this.#session = session;
    this.#description = description;
  }

  /**
   * @param model absolute path of the ONNX file
   * @param profile where to write a profile of the first run, for `endProfiling`; its name is this and a time
   * @throws Failure `encoderDamaged`; `providerUnavailable` where another provider than the CPU cannot take it
   */
  static async open(
    model: string,
    description: EncoderDescription,
    provider: ExecutionProvider,
    profile?: string,
  ): Promise<EncoderSession> {
    const { InferenceSession } = await loadRuntime();
    const options: InferenceSession.SessionOptions = {
      executionProviders: [provider],
      ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: profile }),
    };
    const session = await InferenceSession.create(model, options).catch((thrown: unknown) => {
      if (provider !== "cpu") throw cudaUnavailable(firstLine(thrownMessage(thrown)));
      throw damaged(model, "ONNX Runtime cannot read it", thrownMessage(thrown));
    });
    const { inputs, outputs } = description;
    checkNames(model, "input", [inputs.tokens], session.inputNames);
    const expected = [...outputs.attention, ...outputs.hidden, outputs.positionalEncoding];
    checkNames(model, "output", expected, session.outputNames);
    return new EncoderSession(session, description);
  }

  /**
   * Runs the encoder; blocks the event loop meanwhile.
   *
   * @param ids `[N]` ids in [0, vocabulary size), N ≥ 1
   * @throws Failure `runFailed`
   */
  async run(ids: Int32Array): Promise<EncoderOutputs> {
    const { inputs, outputs, layers, heads, dimension } = this.#description;
    const n = ids.length;
    const results = await this.#compute(inputs.tokens, ids);
    const tensor = (name: string, shape: readonly number[]) => checkedTensor(name, results[name], shape);
    const attention = new Float32Array(layers * heads * n * n);
    for (const [layer, name] of outputs.attention.entries()) {
      const weights = tensor(name, [1, heads, n, n]);
      checkFinite(name, weights);
      attention.set(weights, layer * heads * n * n);
    }
    for (const name of outputs.hidden) tensor(name, [1, n, dimension]);
    return {
      attention,
      positionalEncoding: tensor(outputs.positionalEncoding, [n, dimension]),
      hiddenShapes: outputs.hidden.map(() => [n, dimension]),
    };
  }

  /** Ends the profile that `open` was asked for. */
  endProfiling(): void {
    this.#session.endProfiling();
  }

  /** Frees the graph; nothing may be run afterwards. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  async #compute(input: string, ids: Int32Array): Promise<Record<string, Tensor>> {
    const { Tensor } = await loadRuntime();
    try {
      return await this.#session.run({
        [input]: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      });
    } catch (thrown) {
      throw new Failure(
        "runFailed",
        `The encoder could not be run on ${ids.length} tokens; the log has ONNX Runtime's reason.`,
        thrownMessage(thrown),
      );
    }
  }
}

function damaged(model: string, what: string, detail: string): Failure {
  return new Failure("encoderDamaged", `${model} is damaged (${what}); reinstall the extension.`, detail);
}

function checkNames(model: string, kind: string, expected: readonly string[], found: readonly string[]): void {
  const absent = expected.find((name) => !found.includes(name));
  if (absent !== undefined) throw damaged(model, `it has no ${kind} ${absent}`, `found: ${found.join(", ")}`);
}

function checkedTensor(name: string, tensor: Tensor | undefined, shape: readonly number[]): Float32Array {
  const found = tensor === undefined ? "nothing" : `${tensor.type} [${tensor.dims.join(", ")}]`;
  if (tensor?.data instanceof Float32Array && found === `float32 [${shape.join(", ")}]`) return tensor.data;
  throw new Failure(
    "runFailed",
    `The encoder's output ${name} is ${found}, not float32 [${shape.join(", ")}]; reinstall the extension.`,
  );
}

function checkFinite(name: string, weights: Float32Array): void {
  let sum = 0;
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- over the 8 million weights of 512 tokens that takes 80 ms, this 10
  for (let index = 0; index < weights.length; index++) sum += weights[index]!;
  if (Number.isFinite(sum)) return;
  throw new Failure("runFailed", `The encoder's output ${name} is not finite; reinstall the extension.`);
}
