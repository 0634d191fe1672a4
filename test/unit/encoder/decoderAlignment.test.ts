import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { headAttention } from "../../../src/attention/heads.js";
import { plainRecipe } from "../../../src/attention/recipe.js";
import { mapUnits } from "../../../src/attention/attentionMap.js";
import { mapSize, groupOf, tokensOf } from "../../../src/attention/traceGroup.js";
import type { Trace } from "../../../src/attention/trace.js";
import { openEncoder } from "../../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../../src/encoder/openEncoders.js";
import { traceRun } from "../../../src/encoder/traceRun.js";
import { mapLabels } from "../../../src/protocol/mapLabels.js";
import { fixtures } from "./support/fixtures.js";

/** What `test/zoo/aligned.py` says of a model: what PyTorch's own decode read, produced and attended to. */
interface Expected {
  readonly source: string;
  readonly target: string;
  /** For each target word the source word that it is made of. */
  readonly alignment: readonly number[];
  readonly start: string;
  readonly ids: readonly number[];
  readonly decoderIds: readonly number[];
  readonly producedIds: readonly number[];
  readonly cross: readonly (readonly (readonly number[])[])[];
}

const start = { "t5-like": "<pad>", "bart-like": "</s>", recurrent: "<sos>" } as const;
const end = { "t5-like": "</s>", "bart-like": "</s>", recurrent: "?" } as const;

// Models that were trained to translate word by word: which source word a target word is made of is known.
describe("a decoder's rows", () => {
  for (const name of ["t5-like", "bart-like", "recurrent"] as const) {
    describe(`of ${name}`, () => {
      const folder = join(fixtures, "aligned", name);
      const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected;
      let trace: Trace;
      before(async () => (trace = await traced(folder, [expected.source, expected.target])));

      it("are those of the decode: what is read, what is produced, and attention as PyTorch computes it", () => {
        const { decoderIds, producedIds, ids } = expected;
        const withEnd = name === "recurrent";
        assert.deepEqual([...trace.tokens.ids], ids);
        // The recurrent one's tokenizer has no end, so that its last row reads the last word.
        const last = withEnd ? [producedIds.at(-1)!] : [];
        assert.deepEqual([...trace.targetTokens!.ids], [...decoderIds, ...last]);
        assert.deepEqual([...trace.producedTokens!.ids], [...producedIds, ...(withEnd ? [-1] : [])]);
        for (const [head, rows] of expected.cross.entries()) {
          const found = headAttention(trace, { group: "cross", layer: 0, head });
          for (const [cell, weight] of rows.flat().entries()) {
            assert.ok(Math.abs(found[cell]! - weight) <= 1e-5, `${found[cell]} is not ${weight}`);
          }
        }
      });

      it("attend most to the source word that the target word is made of, by the word they produce", () => {
        for (const [word, row] of rowsOfTarget(trace, expected.target).entries()) {
          for (let head = 0; head < groupOf(trace, "cross").heads; head++) {
            const key = strongestKey(trace, head, row);
            assert.equal(wordAt(trace, "source", key), expected.alignment[word], `word ${word}, row ${row}`);
          }
        }
      });

      it("are named by what they produce, with what they read beside it", () => {
        const target = expected.target.split(" ");
        const special = name === "bart-like" ? ["<s>"] : [];
        const read = [start[name], ...special, ...target];
        const produced = [...special, ...target, end[name]];
        const rows = produced.map((word, row) => `→ ${word} (${read[row]})`);
        for (const { group } of trace.groups.filter(({ queries }) => queries === "produced")) {
          const heads = { group, heads: [{ layer: 0, head: 0 }], combine: "mean" } as const;
          const labels = mapLabels(trace, { trace: 1, heads, recipe: plainRecipe });
          assert.deepEqual(labels.queries, rows);
          assert.deepEqual(labels.keys, group === "decoder" ? read : [...trace.tokens.texts]);
        }
      });

      it("are counted like what they read, and dropped where they produce no text", () => {
        for (const group of trace.groups) {
          const { rows, columns } = mapSize(trace, group);
          assert.equal(headAttention(trace, { group: group.group, layer: 0, head: 0 }).length, rows * columns);
        }
        const { queries } = mapUnits(trace, "cross", { ...plainRecipe, dropSpecial: true });
        assert.deepEqual([...queries.firsts], rowsOfTarget(trace, expected.target));
      });

      it("say in a note which token the decoder begins with", () => {
        assert.match(trace.notes[0]!, new RegExp(`start token ${start[name].replaceAll(/[/<>]/g, "\\$&")} \\(`));
      });
    });
  }

  it("that exceed the longest sequence are left out, and the last one still says what it produces", async () => {
    const folder = join(fixtures, "aligned", "t5-like");
    const trace = await traced(folder, ["red blue green", "rot blau grün"], 3);
    assert.deepEqual(trace.targetTokens!.texts, ["<pad>", "rot", "blau"]);
    assert.deepEqual(trace.producedTokens!.texts, ["rot", "blau", "grün"]);
    assert.deepEqual([trace.truncation!.kept, trace.truncation!.total], [4, 6]);
  });
});

async function traced(encoder: string, segments: readonly string[], maximumTokens = 64): Promise<Trace> {
  const encoders = new OpenEncoders(openEncoder);
  const request = { id: 1, encoder, executionProvider: "cpu", maximumTokens, segments } as const;
  return traceRun(request, encoders, { signal: new AbortController().signal, progress: () => undefined });
}

/** For each word of the target the row that produces it: as a click on the word finds it, by its place in the text. */
function rowsOfTarget({ producedTokens }: Trace, target: string): number[] {
  return target.split(" ").map((word, place, words) => {
    const at = words.slice(0, place).join(" ").length + Math.min(1, place);
    const row = producedTokens!.starts.indexOf(at);
    assert.equal(producedTokens!.texts[row], word);
    return row;
  });
}

function strongestKey(trace: Trace, head: number, row: number): number {
  const { columns } = mapSize(trace, groupOf(trace, "cross"));
  const weights = headAttention(trace, { group: "cross", layer: 0, head }).subarray(row * columns, (row + 1) * columns);
  return weights.indexOf(Math.max(...weights));
}

/** Which word of a side's text a token is. */
function wordAt(trace: Trace, side: "source", token: number): number {
  const { starts } = tokensOf(trace, side);
  return trace.segments[0]!.slice(0, starts[token]).split(" ").length - 1;
}
