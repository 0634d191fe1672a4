import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { attentionMap } from "../../../src/attention/attentionMap.js";
import { headMaps } from "../../../src/attention/heads.js";
import type { HeadSet } from "../../../src/attention/headSet.js";
import { headStatistics, statisticsOfHead, type HeadStatistic } from "../../../src/attention/headStatistics.js";
import { heatMap } from "../../../src/attention/heatMap.js";
import { plainRecipe, type Recipe } from "../../../src/attention/recipe.js";
import { strongestPairs } from "../../../src/attention/strongestPairs.js";
import type { Trace } from "../../../src/attention/trace.js";
import { syntheticTrace } from "./syntheticTrace.js";

/** What test/fixtures/recipes/make.py writes. */
interface Fixture {
  readonly segments: readonly string[];
  readonly tokens: Readonly<Record<"segments" | "starts" | "ends", number[]>> & { readonly texts: string[] };
  readonly attention: readonly number[];
  readonly cases: readonly {
    readonly heads: readonly number[];
    readonly combine: HeadSet["combine"];
    readonly recipe: Recipe;
    readonly units: readonly (readonly number[])[];
    readonly weights: readonly number[];
    readonly pixels: readonly number[];
  }[];
  readonly strongest: { readonly keys: number[]; readonly weights: number[] };
  readonly statistics: readonly Readonly<Record<HeadStatistic, number>>[];
}

const fixture = JSON.parse(readFileSync("test/fixtures/recipes/recipes.json", "utf8")) as Fixture;
const { tokens, segments, attention } = fixture;
const n = tokens.texts.length;
const heads = attention.length / n ** 2;

const trace: Trace = {
  ...syntheticTrace(1, heads, n),
  segments,
  tokens: {
    ids: new Int32Array(n),
    texts: tokens.texts,
    segments: Int32Array.from(tokens.segments),
    starts: Int32Array.from(tokens.starts),
    ends: Int32Array.from(tokens.ends),
  },
  attention: { encoder: headMaps(Float32Array.from(attention), heads) },
};

function assertNear(found: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(found.length, expected.length, what);
  const worst = Array.from(found).reduce((worst, one, place) => Math.max(worst, Math.abs(one - expected[place]!)), 0);
  assert.ok(worst <= 2e-7, `${what}: ${worst} off`);
}

describe("a recipe makes what NumPy makes of it", () => {
  for (const { recipe, units, weights, pixels, ...set } of fixture.cases) {
    const { dropSpecial, merge, threshold, topK, scale, scaledOver } = recipe;
    const words = [merge, dropSpecial && "no special", `≥ ${threshold}`, topK, set.combine, scale, scaledOver];
    it(words.filter((word) => word !== false && word !== null).join(", "), () => {
      const places = set.heads.map((head) => ({ layer: 0, head }));
      const map = attentionMap(trace, { group: "encoder", heads: places, combine: set.combine }, recipe);
      assert.deepEqual(
        Array.from(map.keys.firsts, (first, unit) =>
          Array.from({ length: map.keys.counts[unit]! }, (_, place) => first + place),
        ),
        units,
      );
      assertNear(map.weights, weights, "weights");
      assert.deepEqual([...heatMap(map.weights, units.length, recipe).pixels], pixels);
    });
  }

  it("and so are the strongest pairs of each head", () => {
    const places = Array.from({ length: heads }, (_, head) => ({ layer: 0, head }));
    const pairs = strongestPairs(trace, { group: "encoder", heads: places, combine: "mean" }, plainRecipe, 4);
    assert.deepEqual([pairs.rows, pairs.count], [n, 4]);
    assert.deepEqual([...pairs.keys], fixture.strongest.keys);
    assertNear(pairs.weights, fixture.strongest.weights, "weights");
  });

  for (const name of headStatistics) {
    it(`and so is every head's ${name}`, () => {
      for (const [head, expected] of fixture.statistics.entries()) {
        const found = statisticsOfHead(trace, "encoder", 0, head)[name];
        assert.ok(Math.abs(found - expected[name]) < 1e-6, `head ${head}: ${found}, not ${expected[name]}`);
      }
    });
  }
});
