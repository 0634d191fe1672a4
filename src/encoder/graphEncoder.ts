import * as l10n from "@vscode/l10n";
import type { AttentionGroup } from "../attention/attentionGroup.js";
import { headMaps } from "../attention/heads.js";
import { mapSize, attentionGroups, type TraceGroup, type TracedTokens } from "../attention/traceGroup.js";
import { positionFacts } from "../attention/positions.js";
import type { EncoderIdentity, ExecutionProvider, HeadMaps, ProviderReport } from "../attention/trace.js";
import { shownName } from "../attention/shownName.js";
import { longestShownReason, maximumNotes, mostHeads } from "./limits.js";
import { halfSentence } from "./modelHalf.js";
import { longestSequence } from "./longestSequence.js";
import type { EncoderRun, OpenEncoder, ReadText } from "./openEncoder.js";
import { openOnnxEncoder, type OpenOnnxEncoder } from "./openOnnxEncoder.js";
import type { SiteArray } from "./onnxRun.js";
import type { AttentionSite } from "./onnx/attentionSite.js";
import type { AllowedLength } from "./sequenceLength.js";
import type { TextInput } from "./textInputs.js";

/** What a trace holds. */
const traced = { tensors: ["probabilities"], positions: true } as const;

/** Why nothing is shown where the graph has what looks like positions and the run's numbers do not differ by them. */
const onlyConstant = () => l10n.t("What the graph adds by position is the same for every position of this text.");

/** Any ONNX encoder: its attention is found in its graph, and its own tokenizer makes its sequence. */
class GraphEncoder implements OpenEncoder {
  readonly provider: ProviderReport;
  readonly #encoder: OpenOnnxEncoder;

  constructor(encoder: OpenOnnxEncoder) {
    this.#encoder = encoder;
    this.provider = encoder.provider;
  }

  prepare(): Promise<boolean> {
    return this.#encoder.prepare(traced);
  }

  get isTried(): boolean {
    return this.#encoder.isTried;
  }

  tryOut(): Promise<void> {
    return this.#encoder.tryOut(traced);
  }

  tokenize(segments: readonly string[], allowed: AllowedLength): Promise<TextInput> {
    const { sites } = this.#encoder.sites;
    const maps = sites.reduce((count, { heads }) => count + (heads ?? mostHeads), 0);
    return this.#encoder.tokenize(segments, allowed, traced, longestSequence(maps));
  }

  async run(text: ReadText): Promise<EncoderRun> {
    const { inputs, notes: textNotes } = text as TextInput;
    const { arrays, positions = [], seal, notes } = await this.#encoder.runInputs(inputs, traced);
    const { groups, attention } = byGroup(this.#encoder.sites.sites, arrays.probabilities ?? [], text);
    return {
      encoder: this.#identity(groups),
      groups,
      hiddenShapes: [],
      seal,
      notes: [...this.#half(), ...textNotes, ...notes.slice(0, maximumNotes), ...this.#blocked()],
      positions: positions.map((encoding) => ({ ...positionFacts(encoding), name: shownName(encoding.name) })),
      positionValues: positions.map(({ values }) => values),
      positionalEncodingNote: positions.length > 0 ? null : (this.#encoder.positions.reason ?? onlyConstant()),
      attention,
    };
  }

  release(): void {
    void this.#encoder.release();
  }

  #identity([first]: readonly TraceGroup[]): EncoderIdentity {
    const { name, config, sites } = this.#encoder;
    return {
      name: shownName(name),
      version: "",
      layers: first!.layers,
      heads: first!.heads,
      dimension: config.dimension,
      headDimension: sites.sites[0]!.headDimension,
      trainedLength: config.trainedLength,
    };
  }

  #half(): string[] {
    const { half } = this.#encoder;
    return half ? [halfSentence(half)] : [];
  }

  #blocked(): string[] {
    const { blocked } = this.#encoder.sites;
    const notes = blocked
      .slice(0, maximumNotes)
      .map(({ operator, node, reason }) =>
        l10n.t(
          "{0} {1} is not shown as attention: {2}.",
          shownName(operator),
          shownName(node),
          shownName(reason, longestShownReason),
        ),
      );
    const more = blocked.length - notes.length;
    return more > 0 ? [...notes, l10n.t("{0} more places are not shown as attention.", more)] : notes;
  }
}

/** Opens any ONNX encoder. @throws Failure as `openOnnxEncoder` does */
export async function openGraphEncoder(path: string, provider: ExecutionProvider | "auto"): Promise<OpenEncoder> {
  return new GraphEncoder(await openOnnxEncoder(path, { provider }));
}

/** Sites' probabilities as a trace has them; NaN for a site whose probabilities are not those of the tokens. */
function byGroup(sites: readonly AttentionSite[], arrays: readonly SiteArray[], tokens: TracedTokens) {
  const attention: Partial<Record<AttentionGroup, HeadMaps>> = {};
  const groups: TraceGroup[] = [];
  for (const group of attentionGroups) {
    const layers = sites.filter((site) => site.group === group);
    const read = arrays.filter(({ site }) => site.group === group);
    if (read.length === 0) continue;
    const heads = Math.max(...read.map(({ shape }) => shape[0]!));
    const traceGroup = { group, layers: layers.length, heads, ...sidesOf(group, tokens) };
    const { rows, columns } = mapSize(tokens, traceGroup);
    let lacking: Float32Array | null = null;
    attention[group] = layers.flatMap((site) => {
      const array = read.find((one) => one.site === site);
      const maps = array ? headMaps(array.values, array.shape[0]!) : [];
      // Those that a layer lacks are all the same one.
      return Array.from({ length: heads }, (_, head) => {
        return maps[head] ?? (lacking ??= new Float32Array(rows * columns).fill(NaN));
      });
    });
    groups.push(traceGroup);
  }
  return { groups, attention };
}

/** A model that is only a decoder reads its tokens as its source. */
function sidesOf(group: AttentionGroup, { targetTokens }: TracedTokens): Pick<TraceGroup, "queries" | "keys"> {
  if (group === "encoder" || targetTokens === null) return { queries: "source", keys: "source" };
  return { queries: "produced", keys: group === "cross" ? "source" : "target" };
}
