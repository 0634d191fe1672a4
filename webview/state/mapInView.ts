import { mapUnits } from "../../src/attention/attentionMap.js";
import type { HeadSet } from "../../src/attention/headSet.js";
import type { Recipe } from "../../src/attention/recipe.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import { groupOf, readFor, tokensOf, type TokenSide, type TraceGroup } from "../../src/attention/traceGroup.js";
import type { Tokens } from "../../src/attention/tokens.js";
import type { Units } from "../../src/attention/units.js";
import type { Look } from "../../src/protocol/look.js";
import { unitLabels, type UnitLabels } from "../tokens/unitLabels.js";
import type { PageModel } from "./pageModel.js";

/** What stands along one axis of the map in view. */
export interface AxisUnits {
  readonly side: TokenSide;
  readonly tokens: Tokens;
  readonly units: Units;
  readonly count: number;
  readonly names: UnitLabels;
}

/** The map that is in view: which heads, what was done to them, and what its rows and columns are. */
export interface MapInView {
  readonly group: TraceGroup;
  /** Whether there are other groups to pick from. */
  readonly several: boolean;
  readonly heads: HeadSet;
  readonly recipe: Recipe;
  readonly queries: AxisUnits;
  readonly keys: AxisUnits;
}

/** What is in view of a page that shows a trace; the same object as long as it is the same. */
export function mapInView({ traced, look }: PageModel): MapInView {
  const { trace } = traced!;
  const heads = headsInView(look);
  const key = JSON.stringify([trace.id, heads, look.recipe]);
  if (last?.key === key && last.trace === trace) return last.map;
  const map = makeMap(trace, heads, look.recipe);
  last = { key, trace, map };
  return map;
}

// One page, one map in view.
let last: { readonly key: string; readonly trace: TraceSummary; readonly map: MapInView } | null = null;
/** Of each trace the rows and columns it was looked at with: filters are tried back and forth, and labels are many. */
const axes = new WeakMap<TraceSummary, Map<string, readonly [AxisUnits, AxisUnits]>>();

/** The heads that are shown together. */
export function headsInView({ view, set, combine }: Look): HeadSet {
  return { group: view.group, heads: set, combine: set.length === 1 ? "mean" : combine };
}

function makeMap(trace: TraceSummary, heads: HeadSet, recipe: Recipe): MapInView {
  const group = groupOf(trace, heads.group);
  return {
    group,
    several: trace.groups.length > 1,
    heads,
    recipe,
    get queries() {
      return axesOf(trace, group, recipe)[0];
    },
    get keys() {
      return axesOf(trace, group, recipe)[1];
    },
  };
}

function axesOf(trace: TraceSummary, group: TraceGroup, recipe: Recipe): readonly [AxisUnits, AxisUnits] {
  const ofTrace = axes.get(trace) ?? new Map<string, readonly [AxisUnits, AxisUnits]>();
  axes.set(trace, ofTrace);
  const key = JSON.stringify([group.group, recipe.dropSpecial, recipe.merge]);
  let pair = ofTrace.get(key);
  if (!pair) ofTrace.set(key, (pair = makeAxes(trace, group, recipe)));
  return pair;
}

function makeAxes(trace: TraceSummary, group: TraceGroup, recipe: Recipe): readonly [AxisUnits, AxisUnits] {
  const units = mapUnits(trace, group.group, recipe);
  const axis = (side: TokenSide, along: Units): AxisUnits => {
    const tokens = tokensOf(trace, side);
    let names: UnitLabels | null = null;
    return {
      side,
      tokens,
      units: along,
      count: along.firsts.length,
      // Not all that asks for the units names them, and the first picture does without.
      get names() {
        return (names ??= unitLabels(tokens, trace.segments, along, readFor(trace, side)));
      },
    };
  };
  const queries = axis(group.queries, units.queries);
  return [queries, group.queries === group.keys ? queries : axis(group.keys, units.keys)];
}

/** The unit that a token is part of; null where it is left out, or there is no token. */
export function unitOf({ units }: AxisUnits, token: number | null): number | null {
  const unit = token === null ? -1 : (units.unitOf[token] ?? -1);
  return unit < 0 ? null : unit;
}

/** The first token of a unit. */
export function tokenOf({ units }: AxisUnits, unit: number): number {
  return units.firsts[unit]!;
}

/** The units that some tokens are part of. */
export function unitsOfTokens(axis: AxisUnits, tokens: ReadonlySet<number>): ReadonlySet<number> {
  const found = new Set<number>();
  for (const token of tokens) {
    const unit = unitOf(axis, token);
    if (unit !== null) found.add(unit);
  }
  return found;
}
