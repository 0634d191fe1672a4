import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { Failure } from "../protocol/failure.js";
import { embeddingRows } from "./embeddingRows.js";
import { chooseProvider } from "./executionProvider.js";
import { readEncoderConfig, type EncoderConfig } from "./encoderConfig.js";
import { idInputs, type IdInputs } from "./idInputs.js";
import { longestShownReason, maximumListed, maximumOpenSessions, mostHeads } from "./limits.js";
import { longestSequence } from "./longestSequence.js";
import { anyLayout } from "./inputLayout.js";
import { checkPadding, layoutNotes, misfitNote } from "./layoutNotes.js";
import type { TriedLayout } from "./layoutTrial.js";
import { modelFeeds } from "./modelFeeds.js";
import { idsName, modelInputs, oneSequence, type ModelInput } from "./modelInputs.js";
import { modelLayout } from "./modelLayout.js";
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
import { readPadToken, type PadToken } from "./padToken.js";
import { readPart } from "./readPart.js";
import { readPositions } from "./readPositions.js";
import { readSites, type ReadSites } from "./readSites.js";
import { tryProvider } from "./providerTrial.js";
import { loadRuntime } from "./runtime.js";
import { readArrays, sealedTensors } from "./sealedArrays.js";
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
        run: () => session.run(modelFeeds(read.model.graph.inputs, tokenOtherThan(config.padId), Tensor, ids)),
        endProfiling: () => session.endProfiling(),
        release: () => session.release(),
      };
    }),
  );
  return new OpenOnnxEncoder(read, config, provider);
}

/** As little as any model can be run on: a token that is not padding. */
function tokenOtherThan(padId: number | null): ModelInputs {
  const id = padId === 1 ? 2 : 1;
  return { input_ids: [[id]], decoder_input_ids: [[id]] };
}

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
  readonly #inputs: readonly ModelInput[];
  readonly #sessions = new SessionPool<InferenceSession>(maximumOpenSessions);
  readonly #outputs: OnnxOutputs;
  #texts: TextInputs | null = null;
  #layout: TriedLayout | null = null;
  #pad: PadToken | null = null;
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
    this.#inputs = modelInputs(read.model.graph.inputs, this.#ids);
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
    const { inputs, notes, ...text } = await this.tokenize(segments, allowed, options);
    await onTokenized?.();
    const run = await this.runInputs(inputs, options);
    return { ...run, ...text, notes: [...notes, ...run.notes] };
  }

  /**
   * Tokenizes as the encoder's own tokenizer does; an encoder-decoder's second segment is its target.
   *
   * @param options of the run that is to follow
   * @param memory the longest sequence whose attention fits into memory
   * @throws Failure `nothingToEncode`, `inputsWrong`, `tokenizerMissing`, `tokenizerDamaged`, `modelUnsupported`
   */
  async tokenize(
    segments: readonly string[],
    allowed: AllowedLength,
    options: RunOptions,
    memory = Infinity,
  ): Promise<TextInput> {
    this.#texts ??= await openTextInputs(this.#read, this.config, this.#inputs, await this.#padToken());
    const layout = await this.#layoutFor(options);
    const maps = this.sites.sites.reduce((count, { heads }) => count + (heads ?? mostHeads), 0);
    const longest = layout.batch > 1 ? longestSequence(maps * layout.batch) : Infinity;
    return this.#texts.tokenize(segments, allowed, layout, Math.min(memory, longest));
  }

  /** Loads the graph with what such a run takes. @returns false where it is loaded already @throws Failure */
  async prepare(options: RunOptions): Promise<boolean> {
    const asked = this.#asked(options);
    const opened = !this.#sessions.has(keyOf(asked));
    await this.#use(asked, () => undefined);
    return opened;
  }

  /** Whether it is known how the model's inputs hold a sequence. */
  get isTried(): boolean {
    return this.#layout !== null;
  }

  /** Finds by short runs how the model's inputs hold a sequence. @throws Failure `modelUnsupported` */
  async tryOut(options: RunOptions): Promise<void> {
    await this.#layoutFor(options);
  }

  async runInputs(given: ModelInputs, options: RunOptions): Promise<OnnxRun> {
    const asked = this.#asked(options);
    const { sites, wanted, encodings } = asked;
    const { Tensor } = await loadRuntime();
    const { inputs: wantedInputs } = this.model.graph;
    const inputs = oneSequence(this.#inputs, given);
    // What cannot be fed is said before a graph is loaded for it.
    modelFeeds(wantedInputs, inputs, Tensor, this.#ids, { ...anyLayout, padId: 0 });
    const { id: padId } = await this.#padToken();
    const layout = { ...(await this.#layoutFor(options, inputs)), padId };
    const part = readPart(this.#inputs, inputs, layout);
    checkPadding(part, layout);
    const feedsOf = (given: ModelInputs) => modelFeeds(wantedInputs, given, Tensor, this.#ids, layout);
    feedsOf(inputs);
    return this.#use(asked, async (session) => {
      const began = performance.now();
      const computed = await this.#compute(session, { inputs, feedsOf }, outputsOf(sites, wanted, encodings).names);
      const milliseconds = performance.now() - began;
      const { arrays, misfits, seal } = readArrays(this.model, sites, options.tensors, computed, part);
      const positions = positionArrays(encodings, computed).map((encoding) => readPositions(encoding, part));
      disposeOf(computed);
      const notes = [...layoutNotes(part), ...misfits.map(misfitNote)];
      return { arrays: Object.fromEntries(arrays), ...(options.positions && { positions }), seal, notes, milliseconds };
    });
  }

  async release(): Promise<void> {
    this.#sessions.release();
    await Promise.resolve();
  }

  /** How the model's inputs hold a sequence: found once, by inputs of which the beginnings are fed. */
  async #layoutFor(options: RunOptions, given?: ModelInputs): Promise<TriedLayout> {
    const asked = this.#asked(options);
    const { id: padId } = await this.#padToken();
    const sample = given ?? tokenOtherThan(padId);
    return this.#use(asked, async (session) => {
      if (this.#layout !== null) return this.#layout;
      const found = await modelLayout(this.model, asked.sites, this.#ids, session, sample, padId);
      if (found.fits) this.#layout = found;
      return found;
    });
  }

  async #padToken(): Promise<PadToken> {
    const rows = embeddingRows(this.model.graph).get(idsName(this.#inputs, "source") ?? "") ?? Infinity;
    return (this.#pad ??= await readPadToken(this.#read.location.folder, this.config, rows));
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
      const target = group === "decoder" ? idsName(this.#inputs, "target") : null;
      const [ids] = [inputs[target ?? idsName(this.#inputs, "source") ?? ""]].flat();
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
