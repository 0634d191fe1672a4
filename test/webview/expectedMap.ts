import { headAttention } from "../../src/attention/heads.js";
import type { LayerAndHead } from "../../src/attention/headSet.js";
import type { Trace } from "../../src/attention/trace.js";

/** What is done to a map, told by its outcome and not by the recipe's words. */
export interface ExpectedFilters {
  /** The tokens of each row and column; those that are left out are in none. */
  readonly units: readonly (readonly number[])[];
  /** Whether rows are divided by what is left of them. */
  readonly renormalise?: boolean;
  readonly threshold?: number;
  readonly topK?: number;
}

/** Each token by itself, special ones left out where it is said. */
export function tokenUnits(n: number, dropSpecial = false): number[][] {
  const tokens = Array.from({ length: n }, (_, token) => [token]);
  return dropSpecial ? tokens.slice(1, -1) : tokens;
}

/** A map under filters as its definition has it, in double precision: `[units, units]`. */
export function expectedMap(
  trace: Trace,
  heads: readonly LayerAndHead[],
  combine: "mean" | "max",
  { units, renormalise = false, threshold = 0, topK = Infinity }: ExpectedFilters,
): number[][] {
  const n = trace.tokens.ids.length;
  const maps = heads.map((place) => headAttention(trace, { group: "encoder", ...place }));
  const weight = (query: number, key: number) => {
    const weights = maps.map((map) => map[query * n + key]!);
    return combine === "max" ? Math.max(...weights) : weights.reduce((sum, one) => sum + one, 0) / weights.length;
  };
  const kept = units.flat();
  const share = (query: number, keys: readonly number[]) => {
    const sum = (of: readonly number[]) => of.reduce((total, key) => total + weight(query, key), 0);
    return sum(keys) / (renormalise ? sum(kept) : 1);
  };
  const merged = units.map((queries) =>
    units.map((keys) => queries.reduce((total, query) => total + share(query, keys), 0) / queries.length),
  );
  return merged.map((row) => {
    const least = row.map((one) => (one < threshold ? 0 : one));
    const strongest = Array.from(least.keys()).sort((a, b) => least[b]! - least[a]! || a - b);
    const keys = new Set(strongest.slice(0, topK));
    return least.map((one, key) => (keys.has(key) ? one : 0));
  });
}

/** The position on a scale, in [0, 1], of a weight's share of the largest one. */
export const scalePositions = {
  squareRoot: (share: number) => Math.sqrt(share),
  linear: (share: number) => share,
  logarithmic: (share: number) => (share <= 0 ? 0 : Math.max(0, 1 + Math.log10(share) / 4)),
} as const;

/** The bytes that a map is shown by; both where a weight is on the border between two. */
export function expectedBytes(
  map: readonly (readonly number[])[],
  scale: keyof typeof scalePositions = "squareRoot",
  over: "map" | "row" = "map",
): (readonly [number, number])[][] {
  const largest = Math.max(...map.flat());
  return map.map((row) => {
    const maximum = over === "row" ? Math.max(...row) : largest;
    const byte = (share: number) => Math.round(255 * scalePositions[scale](Math.min(1, share)));
    return row.map((weight) =>
      maximum > 0 ? [byte((weight / maximum) * (1 - 1e-5)), byte((weight / maximum) * (1 + 1e-5))] : [0, 0],
    );
  });
}
