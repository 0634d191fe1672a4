import { encoderKinds, layerKinds, type LayerKind, type TensorKind } from "../attention/tensorKinds.js";
import type { ExecutionProvider } from "../attention/trace.js";
import type { EncoderDescription } from "./encoderDescription.js";
import type { ModelFile } from "./encoderFolder.js";
import { EncoderSession } from "./encoderSession.js";
import { checkHeadMask, wholeHeadMask } from "./headMask.js";
import { maximumOpenSessions } from "./limits.js";
import { SessionPool } from "./sessionPool.js";
import { tensorsOf } from "./tensorTable.js";

/** What a run computed, flat: one array of what an encoder computes once, one a layer of what its layers do. */
export type EncoderTensors<K extends TensorKind> = {
  readonly [Kind in K]: Kind extends LayerKind ? readonly Float32Array[] : Float32Array;
};

/** How an encoder is to be run. */
export interface RunOptions {
  /** `[layers, heads]` what each head's context is multiplied by: 0 switches it off. All ones where it is left out. */
  readonly headMask?: Float32Array;
}

/**
 * An encoder's sessions, one for each set of tensors that is asked for: the runtime computes its graph's outputs whether
 * or not they are fetched, and cannot join the nodes around them. The ones used last are kept open.
 */
export class EncoderSessions {
  readonly #model: ModelFile;
  readonly #description: EncoderDescription;
  readonly #provider: ExecutionProvider;
  readonly #pool = new SessionPool<EncoderSession>(maximumOpenSessions);

  constructor(model: ModelFile, description: EncoderDescription, provider: ExecutionProvider) {
    this.#model = model;
    this.#description = description;
    this.#provider = provider;
  }

  /**
   * Opens the session for these kinds, so that the first run need not.
   *
   * @returns false where it is open already
   * @throws Failure as `EncoderSession.open` does
   */
  async prepare(kinds: readonly TensorKind[]): Promise<boolean> {
    const set = setOf(kinds);
    const opened = !this.#pool.has(keyOf(set));
    await this.#use(set, () => undefined);
    return opened;
  }

  /**
   * Runs the encoder; blocks the event loop meanwhile.
   *
   * @param ids `[N]` ids in [0, vocabulary size), N ≥ 1
   * @param kinds what to compute, at least one; `TensorKind` tells each array's shape
   * @throws Failure `badRequest` for what is no head mask; `runFailed`; as `EncoderSession.open` does
   */
  async run<K extends TensorKind>(
    ids: Int32Array,
    kinds: readonly K[],
    { headMask }: RunOptions = {},
  ): Promise<EncoderTensors<K>> {
    const { layers, heads } = this.#description;
    const mask = headMask ?? wholeHeadMask(layers, heads);
    checkHeadMask(mask, layers, heads);
    const set = setOf(kinds);
    const values = await this.#use(set, (session) => session.run(ids, mask));
    const tensors = tensorsOf(this.#description, set);
    const byKind = set.map((kind) => {
      const own = values.filter((_, row) => tensors[row]!.kind === kind);
      return [kind, isLayerKind(kind) ? own : own[0]!] as const;
    });
    return Object.fromEntries(byKind) as EncoderTensors<K>;
  }

  /** Frees what is open; what runs ends first. What is run later is freed after its run. */
  release(): void {
    this.#pool.release();
  }

  #use<T>(set: readonly TensorKind[], work: (session: EncoderSession) => T | Promise<T>): Promise<T> {
    const open = () =>
      EncoderSession.open(this.#model, this.#description, this.#provider, tensorsOf(this.#description, set));
    return this.#pool.use(keyOf(set), open, work);
  }
}

/** Kinds in one order and each once, so that the same set of them has the same session. */
function setOf(kinds: readonly TensorKind[]): readonly TensorKind[] {
  return [...encoderKinds, ...layerKinds].filter((kind) => kinds.includes(kind));
}

function keyOf(set: readonly TensorKind[]): string {
  return set.join(" ");
}

function isLayerKind(kind: TensorKind): kind is LayerKind {
  return (layerKinds as readonly TensorKind[]).includes(kind);
}
