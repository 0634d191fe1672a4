import * as l10n from "@vscode/l10n";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { shownName } from "../attention/shownName.js";
import { shownPath } from "./shownPath.js";
import type { ExecutionProvider } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import type { EncoderDescription } from "./encoderDescription.js";
import type { ModelFile } from "./encoderFolder.js";
import { providerUnavailable } from "./executionProvider.js";
import { changedModel } from "./onnx/appendedGraph.js";
import { loadRuntime } from "./runtime.js";
import { checkedFloats, checkFinite } from "./tensorCheck.js";
import { shapeFor, type TableTensor } from "./tensorTable.js";
import { firstLine, thrownMessage } from "./thrownMessage.js";
import { runInto, withholding } from "./withheldOutputs.js";

/** An encoder's graph with some of its tensors as outputs, loaded for one execution provider. */
export class EncoderSession {
  readonly #runtime: typeof import("onnxruntime-node");
  readonly #session: InferenceSession;
  readonly #description: EncoderDescription;
  readonly #tensors: readonly TableTensor[];
  /** Whether what it computes is written where it is to be, and need not be handed over. */
  #withholds: boolean;

  private constructor(
    runtime: typeof import("onnxruntime-node"),
    session: InferenceSession,
    description: EncoderDescription,
    tensors: readonly TableTensor[],
    withholds: boolean,
  ) {
    this.#runtime = runtime;
    this.#session = session;
    this.#description = description;
    this.#tensors = tensors;
    this.#withholds = withholds;
  }

  /**
   * @param tensors rows of the description's table, at least one
   * @param options of ONNX Runtime's, beside the execution provider
   * @throws Failure `encoderDamaged`; `providerUnavailable` where another provider than the CPU cannot take it
   */
  static async open(
    model: ModelFile,
    description: EncoderDescription,
    provider: ExecutionProvider,
    tensors: readonly TableTensor[],
    options: InferenceSession.SessionOptions = {},
  ): Promise<EncoderSession> {
    const runtime = await loadRuntime();
    const { tokens, headMask } = description.inputs;
    const withholds = provider === "cpu";
    const bytes = withOutputs(model, description, tensors, withholds);
    const session = await runtime.InferenceSession.create(bytes, { ...options, executionProviders: [provider] }).catch(
      (thrown: unknown) => {
        if (provider !== "cpu") throw providerUnavailable(provider, firstLine(thrownMessage(thrown)));
        throw damaged(
          l10n.t(
            "{0} is damaged (ONNX Runtime cannot read it); choose another encoder, or reinstall the extension if it came with it.",
            shownPath(model.path),
          ),
          thrownMessage(thrown),
        );
      },
    );
    try {
      checkNames(model, "input", [tokens, headMask.name], session.inputNames);
      const outputs = [...description.outputs, ...tensors.map(({ name }) => name)];
      checkNames(model, "output", outputs, session.outputNames);
    } catch (thrown) {
      await session.release();
      throw thrown;
    }
    return new EncoderSession(runtime, session, description, tensors, withholds);
  }

  /**
   * Runs the encoder; blocks the event loop meanwhile.
   *
   * @param ids `[N]` ids in [0, vocabulary size), N ≥ 1
   * @param headMask `[layers, heads]` what each head's context is multiplied by
   * @returns the tensors, in the order in which `open` was given them
   * @throws Failure `runFailed`
   */
  async run(ids: Int32Array, headMask: Float32Array): Promise<readonly Float32Array[]> {
    const results = await this.#compute(ids, headMask);
    return this.#tensors.map((tensor) => {
      const { kind, name } = tensor;
      const values = checkedFloats(name, results[name], shapeFor(tensor, ids.length));
      if (kind === "attention") checkFinite(name, values, ids.length);
      return values;
    });
  }

  /** Ends the profile that the options asked for. */
  endProfiling(): void {
    this.#session.endProfiling();
  }

  /** Frees the graph; nothing may be run afterwards. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  async #compute(ids: Int32Array, mask: Float32Array): Promise<Record<string, Tensor>> {
    const { Tensor } = this.#runtime;
    const { inputs, layers, heads } = this.#description;
    const feeds = {
      [inputs.tokens]: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [inputs.headMask.name]: new Tensor("float32", mask, [layers, heads]),
    };
    try {
      if (this.#withholds) {
        const outputs = this.#emptyOutputs(ids.length);
        if (await runInto(this.#session, feeds, outputs)) return outputs;
      }
      // Only these: what is not fetched is computed all the same, but not copied.
      const names = this.#tensors.map(({ name }) => name);
      const computed = await this.#session.run(feeds, names);
      // It works, but not so: it is not tried again.
      this.#withholds = false;
      return computed;
    } catch (thrown) {
      throw new Failure(
        "runFailed",
        l10n.t("The encoder could not be run on {0} tokens; the log has ONNX Runtime's reason.", ids.length),
        thrownMessage(thrown),
      );
    }
  }

  #emptyOutputs(n: number): Record<string, Tensor> {
    const { Tensor } = this.#runtime;
    const empty = this.#tensors.map((tensor) => {
      const shape = shapeFor(tensor, n);
      const size = shape.reduce((product, axis) => product * axis, 1);
      return [tensor.name, new Tensor("float32", new Float32Array(size), shape)] as const;
    });
    return Object.fromEntries(empty);
  }
}

/** The model without its default head mask, in favour of which the runtime would ignore the one that it is fed. */
function withOutputs(
  model: ModelFile,
  { inputs, outputs }: EncoderDescription,
  tensors: readonly TableTensor[],
  withholds: boolean,
): Uint8Array {
  const own = withholds ? [withholding] : [];
  try {
    return changedModel(model.bytes, {
      withoutLast: inputs.headMask.defaultBytes,
      graphs: [...own.map(({ fragment }) => fragment), ...tensors.flatMap(({ graph }) => graph ?? [])],
      outputs: [...own, ...tensors].map(({ name }) => name),
      present: outputs,
    });
  } catch (thrown) {
    throw damaged(
      l10n.t(
        "{0} is damaged (the default of its head mask is not where it should be); choose another encoder, or reinstall the extension if it came with it.",
        shownPath(model.path),
      ),
      thrownMessage(thrown),
    );
  }
}

function damaged(sentence: string, detail: string): Failure {
  return new Failure("encoderDamaged", sentence, detail);
}

function checkNames(
  { path }: ModelFile,
  kind: "input" | "output",
  expected: readonly string[],
  found: readonly string[],
): void {
  const absent = expected.find((name) => !found.includes(name));
  if (absent === undefined) return;
  throw damaged(
    kind === "input"
      ? l10n.t(
          "{0} is damaged (it has no input {1}); choose another encoder, or reinstall the extension if it came with it.",
          shownPath(path),
          shownName(absent),
        )
      : l10n.t(
          "{0} is damaged (it has no output {1}); choose another encoder, or reinstall the extension if it came with it.",
          shownPath(path),
          shownName(absent),
        ),
    `found: ${found.map((name) => shownName(name)).join(", ")}`,
  );
}
