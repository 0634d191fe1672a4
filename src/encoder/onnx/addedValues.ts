import { isLinearInDistance } from "../../attention/positions.js";
import type { GraphIndex } from "./graphIndex.js";
import { inputRole } from "./inputRoles.js";
import { addedPattern, conditionPattern, type AddedPattern, type MaskKind } from "./maskPattern.js";
import type { Grid } from "./probe/grid.js";
import { ProbedValues } from "./probe/probedValues.js";

/** What a value does to the scores, as its numbers for a short text tell. */
export interface ScoreEffect {
  readonly kinds: readonly MaskKind[];
  /** `none` if what it adds is the same for all that is not hidden. */
  readonly bias: "none" | "relative" | "alibi";
}

const probes = new WeakMap<GraphIndex, readonly [ProbedValues, ProbedValues]>();

/**
 * What adding a value to scores, or choosing scores by it, does; null if the graph does not tell its numbers.
 *
 * @param as `condition` for what scores are chosen or multiplied by
 */
export function scoreEffect(value: string, as: "addend" | "condition", index: GraphIndex): ScoreEffect | null {
  let both = probes.get(index);
  if (!both) probes.set(index, (both = [new ProbedValues(index, 1), new ProbedValues(index, 0)]));
  let best: { pattern: AddedPattern; grid: Grid; isCondition: boolean } | null = null;
  for (const probe of both) {
    const grid = probe.of(value);
    if (!grid) continue;
    // A mask of flags is given to fused operators as what they add.
    const isCondition = as === "condition" || grid.kind === "flags";
    const pattern = isCondition ? conditionPattern(grid) : addedPattern(grid);
    if (!pattern) continue;
    // A text without padding hides the least. Of a condition it shows the most: all or nothing is the same otherwise.
    const isBetter =
      !best || (isCondition ? pattern.hidden > best.pattern.hidden : pattern.hidden < best.pattern.hidden);
    if (isBetter) best = { pattern, grid, isCondition };
  }
  if (!best) return null;
  const { pattern, grid, isCondition } = best;
  const roles = new Set(index.sources(value).map((name) => inputRole(name, index)));
  const kinds = new Set(pattern.kinds);
  if (roles.has("mask") || roles.has("read")) kinds.add("padding");
  if (roles.has("part") || (isCondition && pattern.isGraded)) kinds.add("other");
  const bias = isCondition || !pattern.isGraded ? "none" : isAlibi(grid) ? "alibi" : "relative";
  return { kinds: [...kinds], bias };
}

function isAlibi({ dimensions, numbers }: Grid): boolean {
  const [heads, keys] = [dimensions.at(-3) ?? 1, dimensions.at(-1) ?? 1];
  return isLinearInDistance(Float32Array.from(numbers), heads, keys);
}
