import type { Tensor } from "onnxruntime-node";
import type { InputLayout, MaskNumbers } from "./inputLayout.js";
import {
  givenName,
  tokenNumbers,
  type BySide,
  type InputSide,
  type ModelInput,
  type TokenNumbers,
} from "./modelInputs.js";
import type { AttentionSite } from "./onnx/attentionSite.js";
import type { ModelInputs } from "./onnxRun.js";
import { disposeOf } from "./onnxSession.js";
import { misfit, siteSides, sizeOf } from "./readPart.js";
import { siteArray } from "./siteArray.js";

/** Runs a model on inputs in a layout, and tells its probabilities. @throws if ONNX Runtime does */
export type LayoutRun = (given: ModelInputs, layout: InputLayout) => Promise<Readonly<Record<string, Tensor>>>;

/** A model to be tried. */
export interface LayoutTrial {
  readonly inputs: readonly ModelInput[];
  readonly sites: readonly AttentionSite[];
  /** Inputs of which the beginnings are fed. */
  readonly sample: ModelInputs;
  readonly run: LayoutRun;
}

/** What a short run in a layout showed. */
export interface LayoutOutcome {
  readonly layout: InputLayout;
  /** Sites whose probabilities are those of the tokens. */
  readonly fits: number;
  /** Whether masks hide a token that they should, and no other. */
  readonly hidesMasked: boolean;
  /** Whether padding gets no attention of what is read. */
  readonly hidesPadding: boolean;
}

/** Tokens of a short run where the model takes any number: another one on each side, so that axes can be told apart. */
const shortLengths: BySide<number> = { source: 5, target: 4, states: 6 };
/** The token that masks hide: in a causal model only what stands after it would attend to it. */
const HIDDEN = 1;
/** What a token that is masked may get of a row. */
const NOTHING = 1e-6;

/** What a short run in a layout shows; null if the model cannot be run in it. */
export async function layoutOutcome(
  layout: InputLayout,
  { inputs, sites, sample, run }: LayoutTrial,
): Promise<LayoutOutcome | null> {
  const lengths = sidesOf(inputs, (side) => layout.lengths[side] ?? shortLengths[side]);
  // One of a fixed number is padding, unless that leaves nothing to read.
  const counts = sidesOf(inputs, (side) =>
    layout.lengths[side] === null ? lengths[side] : Math.max(1, lengths[side] - 1),
  );
  const part = { batch: layout.batch, counts, lengths, past: 0 };
  const computed = await run(sampled(inputs, sample, counts, layout.mask), layout).catch(() => null);
  if (computed === null) return null;
  const found = { fits: 0, hidesMasked: true, hidesPadding: true };
  const seenKeys = new Map<AttentionSite["group"], number[]>();
  for (const site of sites) {
    const name = site.tensors.probabilities!;
    const array = probabilitiesOf(site, name, computed[name]);
    if (array === null || misfit(array, part) !== null) continue;
    found.fits++;
    const [read, whole] = [sizeOf(site, counts), sizeOf(site, lengths)];
    const { keys } = siteSides(site, counts);
    const given = largestGiven(array, read.queries, whole.keys);
    if (!given.slice(read.keys).every(({ byAll }) => byAll <= NOTHING)) found.hidesPadding = false;
    if (read.keys <= HIDDEN + 1 || !inputs.some(({ role, side }) => role === "mask" && side === keys)) continue;
    if (!(given[HIDDEN]!.byLater <= NOTHING)) found.hidesMasked = false;
    const before = seenKeys.get(site.group);
    seenKeys.set(
      site.group,
      given.slice(0, read.keys).map(({ byAll }, key) => Math.max(byAll, before?.[key] ?? 0)),
    );
  }
  // A mask that hides what it should keep is read the wrong way round.
  const isKept = (weight: number, key: number) => key === HIDDEN || weight > NOTHING;
  if (![...seenKeys.values()].every((weights) => weights.every(isKept))) found.hidesMasked = false;
  disposeOf(computed);
  return { layout, ...found };
}

function probabilitiesOf(site: AttentionSite, name: string, tensor: Tensor | undefined) {
  try {
    return siteArray(site, "probabilities", name, tensor);
  } catch {
    return null;
  }
}

/** The largest weights that each key gets: of all queries, and of those after the hidden token; NaN if any is. */
function largestGiven(
  { shape, values }: { readonly shape: readonly number[]; readonly values: Float32Array },
  queries: number,
  keys: number,
): readonly { byAll: number; byLater: number }[] {
  const [all = 0, rows = 0, columns = 0] = shape;
  const given = Array.from({ length: keys }, () => ({ byAll: 0, byLater: 0 }));
  for (let head = 0; head < all; head++) {
    for (let query = 0; query < queries; query++) {
      // Some models mask the rows of a hidden token too.
      if (query === HIDDEN && queries > HIDDEN + 1) continue;
      const row = (head * rows + query) * columns;
      for (const [key, most] of given.entries()) {
        most.byAll = larger(most.byAll, values[row + key]!);
        if (query > HIDDEN) most.byLater = larger(most.byLater, values[row + key]!);
      }
    }
  }
  return given;
}

function larger(one: number, other: number): number {
  return Number.isNaN(one) || Number.isNaN(other) ? NaN : Math.max(one, other);
}

/** The beginnings of inputs, with masks that hide one token. */
function sampled(
  inputs: readonly ModelInput[],
  sample: ModelInputs,
  counts: BySide<number>,
  { keep, drop }: MaskNumbers,
): ModelInputs {
  const entries = inputs.flatMap((input) => {
    const { role, side, value } = input;
    const count = counts[side];
    if (role === "mask") {
      const hides = count > HIDDEN + 1;
      return [
        [value.name, Array.from({ length: count }, (_, token) => (hides && token === HIDDEN ? drop : keep))] as const,
      ];
    }
    const name = givenName(input, sample);
    if (name === null) return [];
    const tokens = tokenNumbers(input, sample[name]!);
    return [[value.name, tokens === null ? sample[name]! : repeated(tokens, count)] as const];
  });
  return Object.fromEntries(entries);
}

/** So many tokens, beginning anew where there are fewer. */
function repeated(tokens: TokenNumbers, count: number): TokenNumbers {
  return Array.from({ length: count }, (_, token) => tokens[token % tokens.length]!);
}

function sidesOf(inputs: readonly ModelInput[], of: (side: InputSide) => number): BySide<number> {
  const has = (side: InputSide) => inputs.some((input) => input.side === side && input.role !== "other");
  const count = (side: InputSide) => (has(side) ? of(side) : 0);
  return { source: count("source"), target: count("target"), states: count("states") };
}
