import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { Failure } from "../protocol/failure.js";
import { chooseProvider } from "./executionProvider.js";
import { readEncoderConfig, type EncoderConfig } from "./encoderConfig.js";
import { idInputs, type IdInputs } from "./idInputs.js";
import { longestShownReason, maximumListed, maximumOpenSessions } from "./limits.js";
import { modelFeeds } from "./modelFeeds.js";
import { OnnxOutputs, type OnnxFeeds } from "./onnxOutputs.js";
import { disposeOf, openOnnxSession } from "./onnxSession.js";
import type {
  ModelInputs,
  OnnxEncoder,
  OnnxRun,
  OpenOnnxOptions,
  RunOptions,
  RunTextOptions,
  TextRun,
} from "./onnxRun.js";
import { fetchedName } from "./onnx/fetchedName.js";
import type { AttentionSite, SiteTensor } from "./onnx/attentionSite.js";
import type { FoundEncoding, PositionalEncodings } from "./onnx/positions/foundEncoding.js";
import { positionArrays, runEncodings } from "./onnx/positions/positionArrays.js";
import { tableRows } from "./onnx/positions/tableRows.js";
import { positionalEncodings } from "./onnx/positions/positionalEncodings.js";
import { readSites, type ReadSites } from "./readSites.js";
import { tryProvider } from "./providerTrial.js";
import { loadRuntime } from "./runtime.js";
import { arraysOf, sealArrays, sealedTensors } from "./sealedArrays.js";
import type { AllowedLength } from "./sequenceLength.js";
import { SessionPool } from "./sessionPool.js";
import { openTextInputs, type TextInput, type TextInputs } from "./textInputs.js";
import { thrownMessage } from "./thrownMessage.js";
import { withholding, withholdingOperatorSet } from "./withheldOutputs.js";

/**
 * Opens any ONNX model: finds its attention and makes it ready to be run.
 *
 * @param path a folder or an .onnx file
 * @throws Failure as `readSites` does; `noAttention`, `providerUnavailable`
 */
export async function openOnnxEncoder(path: string, { provider: asked }: OpenOnnxOptions): Promise<OpenOnnxEncoder> {
  const read = await readSites(path);
  if (read.sites.sites.length === 0) throw noAttention(read);
  const config = await readEncoderConfig(read.location.folder);
  const provider = await chooseProvider(asked, (wanted) =>
    tryProvider(wanted, async (tried, options) => {
      const { names, fragments } = outputsOf(read.sites.sites, ["probabilities"]);
      const session = await openOnnxSession(read.location.model, read.model, tried, { names, fragments }, options);
      const { Tensor } = await loadRuntime();
      const ids = idInputs(read.model, read.sites);
      return {
        run: () => session.run(modelFeeds(read.model.graph.inputs, oneToken, Tensor, ids)),
        endProfiling: () => session.endProfiling(),
        release: () => session.release(),
      };
    }),
  );
  return new OpenOnnxEncoder(read, config, provider);
}

/** As little as any model can be run on. */
const oneToken: ModelInputs = { input_ids: [[1]], decoder_input_ids: [[1]] };

/** Any ONNX model, open. */
export class OpenOnnxEncoder implements OnnxEncoder {
  readonly path;
  readonly name;
  readonly model;
  readonly sites;
  readonly half;
  readonly provider;
  readonly config: EncoderConfig;
  readonly #read: ReadSites;
  readonly #ids: IdInputs;
  readonly #sessions = new SessionPool<InferenceSession>(maximumOpenSessions);
  readonly #outputs: OnnxOutputs;
  #texts: TextInputs | null = null;
  #positions: PositionalEncodings | null = null;

  constructor(
    read: ReadSites,
    config: EncoderConfig,
    provider: OnnxEncoder["provider"],
    outputs: OnnxOutputs = new OnnxOutputs(),
  ) {
    this.#outputs = outputs;
    this.#read = read;
    this.#ids = idInputs(read.model, read.sites);
    this.config = config;
    this.path = read.location.model;
    this.name = read.location.name;
    this.model = read.model;
    this.sites = read.sites;
    this.half = read.half;
    this.provider = provider;
  }

  get trainedLength(): number | null {
    return this.config.trainedLength;
  }

  /** How the graph tells where tokens stand. */
  get positions(): PositionalEncodings {
    return (this.#positions ??= positionalEncodings(this.model, this.sites));
  }

  async runText(
    segments: readonly string[],
    { maximumTokens, onTokenized, ...options }: RunTextOptions,
  ): Promise<TextRun> {
    const allowed = { tokens: maximumTokens ?? Infinity, asked: maximumTokens !== undefined };
    const { inputs, ...text } = await this.tokenize(segments, allowed);
    await onTokenized?.();
    return { ...(await this.runInputs(inputs, options)), ...text };
  }

  /**
   * Tokenizes as the encoder's own tokenizer does; an encoder-decoder's second segment is its target.
   *
   * @throws Failure `nothingToEncode`, `inputsWrong`, `tokenizerMissing`, `tokenizerDamaged`
   */
  async tokenize(segments: readonly string[], allowed: AllowedLength, memory?: number): Promise<TextInput> {
    this.#texts ??= await openTextInputs(this.#read, this.config);
    return this.#texts.tokenize(segments, allowed, memory);
  }

  /** Loads the graph with what such a run takes. @returns false where it is loaded already @throws Failure */
  async prepare(options: RunOptions): Promise<boolean> {
    const asked = this.#asked(options);
    const opened = !this.#sessions.has(keyOf(asked));
    await this.#use(asked, () => undefined);
    return opened;
  }

  async runInputs(inputs: ModelInputs, options: RunOptions): Promise<OnnxRun> {
    const asked = this.#asked(options);
    const { sites, wanted, encodings } = asked;
    const { Tensor } = await loadRuntime();
    const feedsOf = (given: ModelInputs) => modelFeeds(this.model.graph.inputs, given, Tensor, this.#ids);
    // What cannot be fed is said before a graph is loaded for it.
    feedsOf(inputs);
    return this.#use(asked, async (session) => {
      const began = performance.now();
      const computed = await this.#compute(session, { inputs, feedsOf }, outputsOf(sites, wanted, encodings).names);
      const milliseconds = performance.now() - began;
      const arrays = arraysOf(sites, options.tensors, computed);
      const seal = sealArrays(this.model, sites, arrays, computed);
      const positions = options.positions === true ? { positions: positionArrays(encodings, computed) } : {};
      disposeOf(computed);
      return { arrays: Object.fromEntries(arrays), ...positions, seal, milliseconds };
    });
  }

  async release(): Promise<void> {
    this.#sessions.release();
    await Promise.resolve();
  }

  #asked({ tensors, layers, positions = false }: RunOptions): Asked {
    const sites = this.sites.sites.filter(({ layer }) => layers === undefined || layers.includes(layer));
    const encodings = positions ? runEncodings(this.positions.encodings, layers) : [];
    return { wanted: [...new Set([...tensors, ...sealedTensors])], sites, encodings };
  }

  #use<T>(asked: Asked, work: (session: InferenceSession) => T | Promise<T>): Promise<T> {
    const { names, fragments } = outputsOf(asked.sites, asked.wanted, asked.encodings);
    const added = asked.encodings.length > 0 ? this.positions.fragment : null;
    const own = this.#withholds ? withholding : null;
    const outputs = {
      names: own ? [own.name, ...names] : names,
      fragments: [...fragments, ...(added ? [added] : []), ...(own ? [own.fragment] : [])],
    };
    const open = () => openOnnxSession(this.path, this.model, this.provider.used, outputs);
    return this.#sessions.use(keyOf(asked), open, work);
  }

  /** On a device, outputs are not in our memory anyway. */
  get #withholds(): boolean {
    return this.provider.used === "cpu" && (this.model.operatorSets.get("") ?? 0) >= withholdingOperatorSet;
  }

  async #compute(session: InferenceSession, feeds: OnnxFeeds, names: readonly string[]) {
    try {
      const computed = await this.#outputs.run(session, feeds, names.map(fetchedName), this.#withholds);
      // Names are the graph's, and may be those that objects have without being given them.
      const byName = Object.create(null) as Record<string, Tensor>;
      for (const name of names) byName[name] = computed[fetchedName(name)]!;
      return byName;
    } catch (thrown) {
      const detail = thrownMessage(thrown);
      throw this.#beyondPositions(feeds.inputs, detail) ?? this.#notRun(detail);
    }
  }

  #notRun(detail: string): Failure {
    const sentence = l10n.t(
      "{0} could not be run on this input; the log has ONNX Runtime's reason.",
      shownName(this.name),
    );
    return new Failure("runFailed", sentence, detail);
  }

  /** Why a run failed that has more tokens than the model has positions; null if it has not. */
  #beyondPositions(inputs: ModelInputs, detail: string): Failure | null {
    for (const [group, rows] of tableRows(this.model.graph, this.positions.encodings)) {
      const [ids] = [inputs[group === "decoder" ? "decoder_input_ids" : "input_ids"]].flat();
      const tokens = Array.isArray(ids) ? ids.length : 0;
      // The first rows may be no position (RoBERTa's, BART's): then it is told by what ONNX Runtime says.
      if (tokens <= rows && !(tokens > rows - 3 && detail.includes("out of data bounds"))) continue;
      const sentence = l10n.t(
        "{0} has {1} positions and was given {2} tokens; give it fewer.",
        shownName(this.name),
        rows,
        tokens,
      );
      return new Failure("inputsWrong", sentence, detail);
    }
    return null;
  }
}

function noAttention({ location, sites }: ReadSites): Failure {
  const reasons = sites.blocked
    .slice(0, maximumListed)
    .map(({ operator, node, reason }) => `${shownName(operator)} ${shownName(node)}: ${reason}`);
  const [first] = sites.blocked;
  const name = shownName(location.model, 300);
  const sentence = first
    ? l10n.t(
        "No attention was found in {0}: of {1} places that look like it, the first is none because {2}; choose an encoder.",
        name,
        sites.blocked.length,
        shownName(first.reason, longestShownReason),
      )
    : l10n.t("No attention was found in {0}; choose an encoder.", name);
  return new Failure("noAttention", sentence, reasons.join("\n"));
}

/** What a run is to compute. */
interface Asked {
  readonly wanted: readonly SiteTensor[];
  readonly sites: readonly AttentionSite[];
  readonly encodings: readonly FoundEncoding[];
}

function keyOf({ wanted, sites, encodings }: Asked): string {
  // Nodes may bear one name between them; values may not.
  return JSON.stringify([wanted, sites.map(({ tensors }) => tensors.probabilities), encodings.length]);
}

/** The names of sites' tensors and of positional encodings, and the nodes that compute the former. */
function outputsOf(
  sites: readonly AttentionSite[],
  tensors: readonly SiteTensor[],
  encodings: readonly FoundEncoding[] = [],
) {
  const ofScores = tensors.includes("products") || tensors.includes("scores");
  const ofSites = sites.flatMap((site) => tensors.flatMap((tensor) => site.tensors[tensor] ?? []));
  const ofPositions = encodings.flatMap(({ parts }) => parts.map(({ name }) => name));
  return {
    names: [...new Set([...ofSites, ...ofPositions])],
    fragments: sites.flatMap(({ fragment, scoreFragment }) =>
      [fragment ?? [], ofScores ? (scoreFragment ?? []) : []].flat(),
    ),
  };
}
