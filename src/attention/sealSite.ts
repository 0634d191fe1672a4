import * as l10n from "@vscode/l10n";
import type { AttentionGroup } from "./attentionGroup.js";
import type { Seal, SiteSeal } from "./seal.js";

/** An array of one site, heads first. */
export interface SealedArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a site's seal is made from. */
export interface Sealed {
  readonly group: AttentionGroup;
  readonly layer: number;
  /** `[heads, queries, keys]` */
  readonly probabilities: SealedArray;
  /** `[key heads, keys, d]`; key heads divide heads, and head h reads those of h · key heads / heads. */
  readonly value: SealedArray | null;
  /** `[heads, queries, d]`: the site's own result. */
  readonly context: SealedArray | null;
}

/**
 * Multiplies a site's probabilities with its values and compares with its own result, and checks that rows sum to 1.
 *
 * @param rows how many of each head's rows to check, spread evenly; all where there are no more
 * @param tolerance what either error may be
 */
export function sealSite(
  { group, layer, probabilities, value, context }: Sealed,
  tolerance: number,
  rows: number,
): SiteSeal {
  const [heads = 0, queries = 0, keys = 0] = probabilities.shape;
  const fault =
    value && context
      ? shapeFault(probabilities, value, context)
      : l10n.t("the graph has no values or no result to compare with");
  const [keyHeads = 1, , width = 0] = value?.shape ?? [];
  let [rowSumError, contextError, largest, emptyRows] = [0, 0, 1, 0];
  let [smallestSum, largestSum] = [1, 1];
  const nanRows = rowsOfNaN(probabilities);
  const checked = Math.min(rows, queries);
  const sum = new Float64Array(width);
  for (let head = 0; head < heads; head++) {
    const valueHead = Math.floor((head * keyHeads) / heads) * keys * width;
    for (let place = 0; place < checked; place++) {
      const query = Math.floor((place * queries) / checked);
      const row = (head * queries + query) * keys;
      const weights = probabilities.values.subarray(row, row + keys);
      // Of NaN there is no product; it is counted among the rows of NaN.
      if (isNaNRow(probabilities, row)) continue;
      // Of 0 the product is 0, which the model's own result has to be too.
      if (isEmpty(weights)) emptyRows++;
      else {
        const sum = total(weights);
        rowSumError = larger(rowSumError, Math.abs(1 - sum));
        [smallestSum, largestSum] = [Math.min(smallestSum, sum), Math.max(largestSum, sum)];
      }
      if (fault !== null) continue;
      sum.fill(0);
      for (let key = 0; key < keys; key++) {
        const weight = weights[key]!;
        if (weight === 0) continue;
        const from = valueHead + key * width;
        for (let axis = 0; axis < width; axis++) sum[axis]! += weight * value!.values[from + axis]!;
      }
      const own = (head * queries + query) * width;
      for (let axis = 0; axis < width; axis++) {
        const expected = context!.values[own + axis]!;
        contextError = larger(contextError, Math.abs(sum[axis]! - expected));
        largest = Math.max(largest, Math.abs(expected));
      }
    }
  }
  const relative = contextError / largest;
  const isAllEmpty = checked > 0 && emptyRows === heads * checked;
  const belowOne =
    nanRows === 0 &&
    fault === null &&
    relative <= tolerance &&
    smallestSum >= -tolerance &&
    rowSumError > tolerance &&
    largestSum - 1 <= tolerance;
  const reason =
    (nanRows > 0
      ? l10n.t("NaN in {0} of its {1} rows, as if all keys of a row were masked", nanRows, heads * queries)
      : belowOne
        ? partialRows(smallestSum)
        : fault) ??
    (isAllEmpty ? l10n.t("no row of it attends to anything") : excess(relative, rowSumError, tolerance));
  return {
    group,
    layer,
    contextError: fault === null ? relative : null,
    rowSumError,
    emptyRows,
    proven: reason === null,
    ...(belowOne ? { belowOne } : {}),
    reason,
  };
}

function partialRows(sum: number): string {
  return l10n.t(
    "rows sum to less than 1, the least to {0}: the rest of the attention goes to no token (a sink or a gate)",
    sum.toPrecision(2),
  );
}

/** Products of two numbers that a seal may take: a fifteenth of a second. */
const MOST_PRODUCTS = 5e7;
/** Rows of each head that are checked in any case. */
const FEWEST_ROWS = 4;

/** A site whose arrays are made when its turn comes, so that there is no more than one site's at a time. */
export interface SiteToSeal {
  /** `[heads, queries, keys]` of its probabilities. */
  readonly shape: readonly number[];
  /** The last axis of its values; 0 where it has none. */
  readonly width: number;
  readonly arrays: () => Sealed;
}

/** How many of each head's rows can be checked without keeping a person waiting. */
function sealedRows(sites: readonly SiteToSeal[]): { checked: number; of: number } {
  const ofOneRow = sites.reduce(
    (sum, { shape: [heads = 0, , keys = 0], width }) => sum + heads * keys * (width + 1),
    0,
  );
  const most = Math.max(0, ...sites.map(({ shape }) => shape[1] ?? 0));
  const affordable = Math.max(FEWEST_ROWS, Math.floor(MOST_PRODUCTS / Math.max(1, ofOneRow)));
  return { checked: Math.min(most, affordable), of: most };
}

/**
 * Proves the sites of a run: all of their rows, or as many of each head as time allows.
 *
 * @param tolerance what either error of a site may be
 */
export function sealSites(toSeal: readonly SiteToSeal[], tolerance: number): Seal {
  const checkedRows = sealedRows(toSeal);
  const sites = toSeal.map(({ arrays }) => sealSite(arrays(), tolerance, checkedRows.checked));
  return {
    checkedRows,
    contextError: sites.reduce((largest, { contextError }) => larger(largest, contextError ?? 0), 0),
    rowSumError: sites.reduce((largest, { rowSumError }) => larger(largest, rowSumError), 0),
    tolerance,
    sites,
  };
}

/** The larger one; NaN once there was one, for what is not a number proves nothing. */
function larger(one: number, other: number): number {
  return Number.isNaN(one) || Number.isNaN(other) ? NaN : Math.max(one, other);
}

function excess(contextError: number, rowSumError: number, tolerance: number): string | null {
  if (Number.isNaN(contextError) || Number.isNaN(rowSumError)) return l10n.t("it has numbers that are not finite");
  if (rowSumError > tolerance) return l10n.t("rows sum to 1 only within {0}", rowSumError.toPrecision(2));
  return contextError > tolerance
    ? l10n.t("probabilities × values is {0} off the model's own result", contextError.toPrecision(2))
    : null;
}

function shapeFault(probabilities: SealedArray, value: SealedArray, context: SealedArray): string | null {
  const [heads = 0, queries = 0, keys = 0] = probabilities.shape;
  const [keyHeads = 0, valueKeys, width] = value.shape;
  const fits = keyHeads > 0 && heads % keyHeads === 0 && valueKeys === keys;
  if (!fits)
    return l10n.t(
      "values [{0}] do not fit probabilities [{1}]",
      value.shape.join(", "),
      probabilities.shape.join(", "),
    );
  const [contextHeads, contextQueries, contextWidth] = context.shape;
  return contextHeads === heads && contextQueries === queries && contextWidth === width
    ? null
    : l10n.t(
        "the result [{0}] does not fit probabilities [{1}]",
        context.shape.join(", "),
        probabilities.shape.join(", "),
      );
}

/** How many rows are NaN, of all that there are: to look at their ends takes no time. */
function rowsOfNaN(probabilities: SealedArray): number {
  const { shape, values } = probabilities;
  const [, , keys = 0] = shape;
  let count = 0;
  for (let row = 0; keys > 0 && row < values.length; row += keys) if (isNaNRow(probabilities, row)) count++;
  return count;
}

/** Whether a row is NaN from its first key to its last, as a softmax over −∞ alone is. */
function isNaNRow({ shape: [, , keys = 0], values }: SealedArray, row: number): boolean {
  return Number.isNaN(values[row]) && Number.isNaN(values[row + keys - 1]);
}

/** Whether a row attends to nothing: all its weights are 0. */
function isEmpty(weights: Float32Array): boolean {
  return weights.length > 0 && weights.every((weight) => weight === 0);
}

function total(weights: Float32Array): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum;
}
