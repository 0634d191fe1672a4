import * as l10n from "@vscode/l10n";
import type { InputLayout } from "./inputLayout.js";
import { shapeOf, tokenCounts, type BySide, type InputSide, type ModelInput } from "./modelInputs.js";
import type { AttentionSite, SiteTensor } from "./onnx/attentionSite.js";
import type { ModelInputs, SiteArray } from "./onnxRun.js";

/** Which part of what a run computes belongs to the sequence that is read. */
export interface ReadPart {
  /** Sequences of the run, all of them the same one. */
  readonly batch: number;
  /** Tokens that are read on each side; 0 if that is not known. */
  readonly counts: BySide<number>;
  /** Tokens of the run on each side, padding included. */
  readonly lengths: BySide<number>;
  /** Tokens of a past, before the keys of the run's own. */
  readonly past: number;
}

/** The part of a run on inputs that is read. @param given as `oneSequence` makes them */
export function readPart(inputs: readonly ModelInput[], given: ModelInputs, layout: InputLayout): ReadPart {
  const counts = tokenCounts(inputs, given);
  const length = (side: InputSide) => (counts[side] === 0 ? 0 : (layout.lengths[side] ?? counts[side]));
  const pasts = Object.entries(given).flatMap(([name, numbers]) => {
    const shape = name.includes("past") ? shapeOf(numbers) : [];
    return shape.length >= 4 ? [shape.at(-2)!] : [];
  });
  return {
    batch: layout.batch,
    counts,
    lengths: { source: length("source"), target: length("target"), states: length("states") },
    past: Math.max(0, ...pasts),
  };
}

/** How many queries and keys there are. */
interface MapSize {
  readonly queries: number;
  readonly keys: number;
}

/** The largest difference between the same map of two sequences: kernels may add up in another order. */
const SAME = 1e-4;

/**
 * A site's array without padding and without the repeated sequences.
 *
 * @param array `[batch · heads, …]` or `[heads · batch, …]`, as its first two axes stand
 */
export function readArray(array: SiteArray, tensor: SiteTensor, part: ReadPart, isHeadFirst: boolean): SiteArray {
  const { site, shape, values } = array;
  const [all = 0, rows = 0, columns = 0] = shape;
  const read = sizeOf(site, part.counts);
  const whole = sizeOf(site, part.lengths);
  const isByKey = tensor === "key" || tensor === "value";
  const isMap = !isByKey && tensor !== "query" && tensor !== "context";
  const keptRows = isByKey ? kept(rows, read.keys, whole.keys) : kept(rows, read.queries, whole.queries);
  const keptColumns = isMap ? kept(columns, read.keys, whole.keys) : columns;
  const heads = all / part.batch;
  if (part.batch === 1 && keptRows === rows && keptColumns === columns) return array;
  const found = new Float32Array(heads * keptRows * keptColumns);
  for (let head = 0; head < heads; head++) {
    const from = (isHeadFirst ? head * part.batch : head) * rows * columns;
    for (let row = 0; row < keptRows; row++) {
      const start = from + row * columns;
      found.set(values.subarray(start, start + keptColumns), (head * keptRows + row) * keptColumns);
    }
  }
  return { site, shape: [heads, keptRows, keptColumns], values: found };
}

/** What is left of an axis without padding, which stands at its end. */
function kept(size: number, read: number, whole: number): number {
  return read > 0 ? size - (whole - read) : size;
}

/**
 * Whether heads stand before sequences in an array of several: `[heads, batch, …]` and not `[batch, heads, …]`.
 *
 * @returns null if neither order makes all sequences the same one
 */
export function isHeadFirst({ shape, values }: SiteArray, batch: number): boolean | null {
  if (batch === 1) return false;
  const [all = 0, rows = 0, columns = 0] = shape;
  const [heads, cells] = [all / batch, rows * columns];
  const isSame = (one: number, other: number) => {
    for (let cell = 0; cell < cells; cell++) {
      const [a, b] = [values[one * cells + cell]!, values[other * cells + cell]!];
      if (Math.abs(a - b) > SAME || Number.isNaN(a) !== Number.isNaN(b)) return false;
    }
    return true;
  };
  const places = Array.from({ length: all }, (_, place) => place);
  if (places.every((place) => isSame(place, place % heads))) return false;
  return places.every((place) => isSame(place, place - (place % batch))) ? true : null;
}

/** Why an array of probabilities, `[batch · heads, queries, keys]`, is not that of the tokens of a run; null if it is. */
export function misfit(
  { site, shape }: Pick<SiteArray, "site" | "shape">,
  { batch, lengths, past }: ReadPart,
): string | null {
  const [all = 0, rows = 0, columns = 0] = shape;
  const { queries, keys } = sizeOf(site, lengths);
  const found = `[${shape.join(", ")}]`;
  if (all === 0 || all % batch !== 0) {
    return l10n.t("its probabilities are {0}, whose heads cannot be divided among {1} sequences", found, batch);
  }
  if (queries === 0 && keys === 0 && site.heads !== null && all !== site.heads * batch) {
    return l10n.t(
      "its probabilities are {0}, and it has {1} heads: it attends within windows, or reads several sequences",
      found,
      site.heads,
    );
  }
  const fitsKeys = keys === 0 || columns === keys || columns === keys + past;
  if (fitsKeys && (queries === 0 || rows === queries)) return null;
  const expected = `[heads, ${queries === 0 ? rows : queries}, ${keys === 0 ? columns : keys + past}]`;
  if (rows === 1 && columns === 1) {
    return l10n.t("its probabilities are {0}, not {1}: each token is read as a sequence of its own", found, expected);
  }
  if (rows === columns && rows < queries) {
    return l10n.t("its probabilities are {0}, not {1}: it attends within blocks of {2} tokens", found, expected, rows);
  }
  return rows === queries
    ? l10n.t("its probabilities are {0}, not {1}: there are {2} keys for {3} tokens", found, expected, columns, keys)
    : l10n.t(
        "its probabilities are {0}, not {1}: there are {2} queries for {3} tokens",
        found,
        expected,
        rows,
        queries,
      );
}

/** The sides whose tokens a site attends from and to. @param counts tokens of each side; 0 if there are none */
export function siteSides({ group }: Pick<AttentionSite, "group">, { source, target, states }: BySide<number>) {
  const first = (...sides: readonly (readonly [InputSide, number])[]): InputSide =>
    sides.find(([, count]) => count > 0)?.[0] ?? sides[0]![0];
  const [ofSource, ofTarget, ofStates] = [
    ["source", source],
    ["target", target],
    ["states", states],
  ] as const;
  const own = group === "encoder" ? first(ofSource, ofStates, ofTarget) : first(ofTarget, ofSource);
  return { queries: own, keys: group === "cross" ? first(ofStates, ofSource) : own };
}

/** How many queries and keys a site has if each side has so many tokens; 0 if that is not known. */
export function sizeOf(site: Pick<AttentionSite, "group">, counts: BySide<number>): MapSize {
  const { queries, keys } = siteSides(site, counts);
  return { queries: counts[queries], keys: counts[keys] };
}
