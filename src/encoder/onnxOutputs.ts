import type { InferenceSession, Tensor } from "onnxruntime-node";
import { fewestOwned } from "./limits.js";
import { emptyOutputs, lengthsOf, outputForms, shortened, shortLengths } from "./outputForms.js";
import type { ModelInputs } from "./onnxRun.js";
import { loadRuntime } from "./runtime.js";
import { runInto } from "./withheldOutputs.js";

/** What a session is run on. */
export interface OnnxFeeds {
  readonly inputs: ModelInputs;
  /** What it is fed of inputs. @throws Failure */
  readonly feedsOf: (inputs: ModelInputs) => Record<string, Tensor>;
}

type Forms = NonNullable<ReturnType<typeof outputForms>>;

/** Runs sessions so that long inputs' outputs are in memory once, where it can be told beforehand what they will be. */
export class OnnxOutputs {
  /** Of each session what its outputs are, by what is fetched; null where they have to be handed over. */
  readonly #forms = new WeakMap<InferenceSession, Forms | null>();
  readonly #fewest: number;

  /** @param fewest tokens from which on that is worth its while */
  constructor(fewest = fewestOwned) {
    this.#fewest = fewest;
  }

  /**
   * @param withholds whether the session has the output of `withholding`
   * @throws what ONNX Runtime throws
   */
  async run(
    session: InferenceSession,
    { inputs, feedsOf }: OnnxFeeds,
    names: readonly string[],
    withholds: boolean,
  ): Promise<Readonly<Record<string, Tensor>>> {
    const feeds = feedsOf(inputs);
    const lengths = withholds ? lengthsOf(inputs) : null;
    const isWorthIt = lengths !== null && Math.max(lengths.source, lengths.target) >= this.#fewest;
    if (isWorthIt) {
      const forms = await this.#formsOf(session, { inputs, feedsOf }, names);
      const outputs = forms && emptyOutputs(forms, lengths, (await loadRuntime()).Tensor);
      if (outputs && (await runInto(session, feeds, outputs))) return outputs;
    }
    const computed = await session.run(feeds, names);
    // It works, but not so: it is not tried again.
    if (isWorthIt) this.#forms.set(session, null);
    return computed;
  }

  async #formsOf(session: InferenceSession, { inputs, feedsOf }: OnnxFeeds, names: readonly string[]) {
    const known = this.#forms.get(session);
    if (known !== undefined) return known;
    const [first, second] = shortLengths.map((lengths) => feedsOf(shortened(inputs, lengths)));
    try {
      const forms = outputForms([await session.run(first!, names), await session.run(second!, names)]);
      this.#forms.set(session, forms);
      return forms;
    } catch {
      // A model that reads no beginning of its inputs is run on all of them, which tells what is wrong if anything is.
      return null;
    }
  }
}
