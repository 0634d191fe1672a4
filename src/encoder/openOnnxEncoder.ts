import type { InferenceSession, Tensor } from "onnxruntime-node";
import { sealOf, sealSite } from "../attention/sealSite.js";
import type { Truncation } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { chooseProvider } from "./executionProvider.js";
import { readEncoderConfig, type EncoderConfig } from "./encoderConfig.js";
import { maximumOpenSessions } from "./limits.js";
import { modelFeeds } from "./modelFeeds.js";
import { disposeOf, openOnnxSession } from "./onnxSession.js";
import type {
  ModelInputs,
  OnnxEncoder,
  OnnxRun,
  OpenOnnxOptions,
  RunOptions,
  RunTextOptions,
  SiteArray,
  TextRun,
} from "./onnxRun.js";
import type { AttentionSite, SiteTensor } from "./onnx/attentionSite.js";
import { readSites, type ReadSites } from "./readSites.js";
import { tryProvider } from "./providerTrial.js";
import { loadRuntime } from "./runtime.js";
import { sealTolerance } from "./sealTolerance.js";
import { SessionPool } from "./sessionPool.js";
import { siteArray } from "./siteArray.js";
import { TextTokenizer, type TokenizedText } from "./textTokenizer.js";
import { thrownMessage } from "./thrownMessage.js";

/** What a site is sealed with. */
const sealed = ["probabilities", "value", "context"] as const satisfies readonly SiteTensor[];

/**
 * Opens any ONNX model: finds its attention and makes it ready to be run.
 *
 * @param path a folder or an .onnx file
 * @throws Failure as `readSites` does; `noAttention`, `providerUnavailable`
 */
export async function openOnnxEncoder(path: string, { provider: asked }: OpenOnnxOptions): Promise<OnnxEncoder> {
  const read = await readSites(path);
  if (read.sites.sites.length === 0) throw noAttention(read);
  const config = await readEncoderConfig(read.location.folder);
  const provider = await chooseProvider(asked, (wanted) =>
    tryProvider(wanted, async (tried, options) => {
      const { names, fragments } = outputsOf(read.sites.sites, ["probabilities"]);
      const session = await openOnnxSession(read.location.model, read.model, tried, { names, fragments }, options);
      const { Tensor } = await loadRuntime();
      return {
        run: () => session.run(modelFeeds(read.model.graph.inputs, oneToken, Tensor)),
        endProfiling: () => session.endProfiling(),
        release: () => session.release(),
      };
    }),
  );
  return new OpenOnnxEncoder(read, config, provider);
}

/** As little as any model can be run on. */
const oneToken: ModelInputs = { input_ids: [[1]], decoder_input_ids: [[1]] };

class OpenOnnxEncoder implements OnnxEncoder {
  readonly path;
  readonly name;
  readonly model;
  readonly sites;
  readonly provider;
  readonly #read: ReadSites;
  readonly #config: EncoderConfig;
  readonly #sessions = new SessionPool<InferenceSession>(maximumOpenSessions);
  #tokenizer: TextTokenizer | null = null;

  constructor(read: ReadSites, config: EncoderConfig, provider: OnnxEncoder["provider"]) {
    this.#read = read;
    this.#config = config;
    this.path = read.location.model;
    this.name = read.location.name;
    this.model = read.model;
    this.sites = read.sites;
    this.provider = provider;
  }

  async runText(
    segments: readonly string[],
    { maximumTokens = Infinity, ...options }: RunTextOptions,
  ): Promise<TextRun> {
    const names = new Set(this.model.graph.inputs.map(({ name }) => name));
    const [text, second] = segments;
    if (text === undefined) throw new Failure("nothingToEncode", "There is no text to encode here; select some words.");
    if (segments.length > 2) {
      throw new Failure("inputsWrong", "This encoder reads one text, or two as a pair; select at most two.");
    }
    const tokenizer = (this.#tokenizer ??= await TextTokenizer.open(this.#read.location.folder));
    const bound = Math.min(maximumTokens, this.#config.trainedLength ?? Infinity);
    const hasDecoder = names.has("decoder_input_ids");
    const source = await tokenizer.tokenize(hasDecoder || second === undefined ? [text] : [text, second], bound);
    const target = hasDecoder ? await this.#target(tokenizer, second, bound) : null;
    const run = await this.runInputs(inputsOf(source, target), options);
    const truncation = joined(source.truncation, target?.truncation ?? null);
    return { ...run, tokens: source.tokens, targetTokens: target?.tokens ?? null, truncation };
  }

  async runInputs(inputs: ModelInputs, { tensors, layers }: RunOptions): Promise<OnnxRun> {
    const sites = this.sites.sites.filter(({ layer }) => layers === undefined || layers.includes(layer));
    const wanted = [...new Set([...tensors, ...sealed])];
    const { names, fragments } = outputsOf(sites, wanted);
    const { Tensor } = await loadRuntime();
    const feeds = modelFeeds(this.model.graph.inputs, inputs, Tensor);
    const open = () => openOnnxSession(this.path, this.model, this.provider.used, { names, fragments });
    const key = JSON.stringify([wanted, sites.map(({ node }) => node)]);
    return this.#sessions.use(key, open, async (session) => {
      const began = performance.now();
      const computed = await this.#compute(session, feeds, names);
      const milliseconds = performance.now() - began;
      const arrays = arraysOf(sites, wanted, computed);
      const tolerance = sealTolerance(this.model, sites);
      const seal = sealOf(
        sites.map((site) => sealSite({ ...site, ...sealedArrays(site, arrays) }, tolerance, Infinity)),
        tolerance,
      );
      disposeOf(computed);
      const asked = tensors.map((tensor) => [tensor, arrays.get(tensor) ?? []] as const);
      return { arrays: Object.fromEntries(asked), seal, milliseconds };
    });
  }

  async release(): Promise<void> {
    this.#sessions.release();
    await Promise.resolve();
  }

  async #target(tokenizer: TextTokenizer, text: string | undefined, bound: number): Promise<TokenizedText> {
    if (text !== undefined) return tokenizer.tokenize([text], bound);
    throw new Failure(
      "inputsWrong",
      "This is an encoder with a decoder, which reads a text of its own; select two texts, the source first.",
    );
  }

  async #compute(session: InferenceSession, feeds: Record<string, Tensor>, names: readonly string[]) {
    try {
      return await session.run(feeds, names);
    } catch (thrown) {
      throw new Failure(
        "runFailed",
        `${this.name} could not be run on this input; the log has ONNX Runtime's reason.`,
        thrownMessage(thrown),
      );
    }
  }
}

function noAttention({ location, sites }: ReadSites): Failure {
  const reasons = sites.blocked.map(({ operator, node, reason }) => `${operator} ${node}: ${reason}`);
  const [first] = sites.blocked;
  const why = first
    ? `: of ${sites.blocked.length} places that look like it, the first is none because ${first.reason}`
    : "";
  return new Failure(
    "noAttention",
    `No attention was found in ${location.model}${why}; choose an encoder.`,
    reasons.join("\n"),
  );
}

/** The names of sites' tensors, and the nodes that compute them. */
function outputsOf(sites: readonly AttentionSite[], tensors: readonly SiteTensor[]) {
  const names = sites.flatMap((site) => tensors.flatMap((tensor) => site.tensors[tensor] ?? []));
  return { names: [...new Set(names)], fragments: sites.flatMap(({ fragment }) => fragment ?? []) };
}

function arraysOf(
  sites: readonly AttentionSite[],
  tensors: readonly SiteTensor[],
  computed: Readonly<Record<string, Tensor>>,
): Map<SiteTensor, SiteArray[]> {
  const of = (tensor: SiteTensor) =>
    sites.flatMap((site) => {
      const name = site.tensors[tensor];
      return name === null ? [] : [siteArray(site, tensor, name, computed[name])];
    });
  return new Map(tensors.map((tensor) => [tensor, of(tensor)]));
}

function sealedArrays(site: AttentionSite, arrays: ReadonlyMap<SiteTensor, readonly SiteArray[]>) {
  const [probabilities, value = null, context = null] = sealed.map(
    (tensor) => arrays.get(tensor)?.find((array) => array.site === site) ?? null,
  );
  return { probabilities: probabilities!, value, context };
}

function inputsOf(source: TokenizedText, target: TokenizedText | null): ModelInputs {
  return {
    input_ids: [[...source.tokens.ids]],
    token_type_ids: [source.types],
    ...(target ? { decoder_input_ids: [[...target.tokens.ids]] } : {}),
  };
}

function joined(source: Truncation | null, target: Truncation | null): Truncation | null {
  if (!source || !target) return source ?? target;
  return { kept: source.kept + target.kept, total: source.total + target.total };
}
