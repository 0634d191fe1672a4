import assert from "node:assert/strict";
import fc from "fast-check";
import { headsOfLayer, oneHead } from "../../../src/attention/headSet.js";
import { MOST_KEPT, merges, plainRecipe, type Recipe } from "../../../src/attention/recipe.js";
import { isSpecial } from "../../../src/attention/tokens.js";
import { TraceReading } from "../../../src/attention/traceReading.js";
import { syntheticTrace } from "./syntheticTrace.js";

const recipe: fc.Arbitrary<Recipe> = fc
  .record({
    dropSpecial: fc.boolean(),
    merge: fc.constantFrom(...merges),
    threshold: fc.constantFrom(0, 0.05, 0.3),
    topK: fc.constantFrom(null, 1, 3, MOST_KEPT),
  })
  .map((steps) => ({ ...plainRecipe, ...steps }));

describe("the keys that a hover lists", () => {
  const made = syntheticTrace(2, 3, 12, 7);
  const special = (values: Int32Array) => values.map((value, token) => (token === 0 || token === 11 ? -1 : value));
  const { segments, starts, ends } = made.tokens;
  const tokens = { ...made.tokens, segments: special(segments), starts: special(starts), ends: special(ends) };
  const trace = { ...made, tokens };
  const reading = new TraceReading(trace);

  it("are the map's own numbers under any recipe, special tokens aside and added up", () => {
    const heads = [oneHead({ group: "encoder", layer: 1, head: 2 }), headsOfLayer(trace, "encoder", 1)] as const;
    fc.assert(
      fc.property(recipe, fc.constantFrom(...heads), (recipe, heads) => {
        const { weights, queries, keys } = reading.map(heads, recipe);
        const attended = reading.attended(heads, recipe, 5);
        const columns = keys.firsts.length;
        const folded = Array.from(keys.firsts, (first) => isSpecial(tokens, first));
        for (let query = 0; query < queries.firsts.length; query++) {
          const row = weights.subarray(query * columns, (query + 1) * columns);
          const listed = [...attended.keys.subarray(query * attended.count, (query + 1) * attended.count)];
          const expected = Array.from(row.keys())
            .filter((key) => !folded[key])
            .sort((a, b) => row[b]! - row[a]! || a - b)
            .slice(0, 5);
          assert.deepEqual(
            listed.filter((key) => key >= 0),
            expected,
          );
          if (!recipe.dropSpecial) {
            const sum = row.reduce((sum, weight, key) => (folded[key] ? sum + weight : sum), 0);
            assert.ok(Math.abs(attended.special[query]! - sum) < 1e-6);
          }
        }
      }),
    );
  });

  it("leave out what dropped special tokens had before they were dropped", () => {
    const heads = oneHead({ group: "encoder", layer: 0, head: 0 });
    const plain = reading.attended(heads, plainRecipe, 5);
    const dropped = reading.attended(heads, { ...plainRecipe, dropSpecial: true, threshold: 0.2, topK: 1 }, 5);
    const text = Array.from(trace.tokens.ids.keys()).filter((token) => !isSpecial(trace.tokens, token));
    assert.ok(text.length < trace.tokens.ids.length);
    assert.deepEqual(
      [...dropped.special],
      text.map((token) => plain.special[token]),
    );
  });
});
