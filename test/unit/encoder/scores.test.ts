import assert from "node:assert/strict";
import { openOnnxEncoder } from "../../../src/encoder/openOnnxEncoder.js";
import type { SiteArray } from "../../../src/encoder/onnxRun.js";
import type { AttentionSite, SiteTensor } from "../../../src/encoder/onnx/attentionSite.js";
import { bundledEncoder } from "./support/fixtures.js";
import { readZooCase, zooCases } from "./support/zooCase.js";

/** What scores of half precision may be off: their own rounding, of numbers up to some 8. */
const HALF = 5e-3;
const tolerances: Readonly<Record<string, number>> = { "bert-float16": HALF, "gpt2-half": HALF };

/** Below this a score hides its key, however an exporter writes that: −10,000, the least half or float, −∞. */
const HIDDEN = -9000;

// The names promise it: scores are what the softmax normalizes, products what they were made of.
describe("scores and products", () => {
  const bundled = { path: bundledEncoder, inputs: { input_ids: [[1, 40, 700, 41, 9, 310, 77, 5, 2]] } };
  for (const name of ["the bundled encoder", ...zooCases]) {
    describe(`of ${name}`, () => {
      let sites: readonly AttentionSite[];
      let arrays: Readonly<Partial<Record<SiteTensor, readonly SiteArray[]>>>;
      before(async () => {
        const { path, inputs } = name === "the bundled encoder" ? bundled : readZooCase(name);
        const encoder = await openOnnxEncoder(path, { provider: "cpu" });
        ({ sites } = encoder.sites);
        ({ arrays } = await encoder.runInputs(inputs, {
          tensors: ["probabilities", "scores", "products", "query", "key"],
        }));
        await encoder.release();
      });
      const of = (site: AttentionSite, tensor: SiteTensor) => arrays[tensor]!.find((array) => array.site === site)!;

      it("have softmax(scores) as their attention", () => {
        for (const site of sites) {
          const [probabilities, scores] = [of(site, "probabilities"), of(site, "scores")];
          const columns = scores.shape[2]!;
          assert.deepEqual(scores.shape, probabilities.shape);
          for (const [cell, weight] of softmax(scores.values, columns).entries()) {
            const off = Math.abs(weight - probabilities.values[cell]!);
            assert.ok(off <= (tolerances[name] ?? 1e-6), `${site.group} ${site.layer}, cell ${cell}: ${off}`);
          }
        }
      });

      it("have query · keyᵀ as their products", () => {
        for (const site of sites) {
          if (site.tensors.products === null || site.tensors.query === null || site.tensors.key === null) continue;
          const [query, key, products] = [of(site, "query"), of(site, "key"), of(site, "products")];
          const [heads, n, m] = products.shape as [number, number, number];
          const [width, shared] = [query.shape[2]!, heads / key.shape[0]!];
          const most = products.values.reduce((largest, product) => Math.max(largest, Math.abs(product)), 1);
          for (const [cell, product] of products.values.entries()) {
            const [head, row, column] = [Math.floor(cell / (n * m)), Math.floor(cell / m) % n, cell % m];
            const [first, second] = [(head * n + row) * width, (Math.floor(head / shared) * m + column) * width];
            let sum = 0;
            for (let at = 0; at < width; at++) sum += query.values[first + at]! * key.values[second + at]!;
            const off = Math.abs(sum - product) / most;
            assert.ok(
              off <= (tolerances[name] ?? 1e-5),
              `${site.group} ${site.layer}, cell ${cell}: ${sum}, ${product}`,
            );
          }
        }
      });

      it("are products × scale, but for mask and bias", function () {
        // Attention between contents and distances is scaled together with the products.
        if (name.startsWith("deberta")) return this.skip();
        for (const site of sites) {
          const products = of(site, "products");
          // Rotated within an operator, queries are not to be had.
          if (site.tensors.products === null) continue;
          const { values, shape } = of(site, "scores");
          assert.deepEqual(products.shape, shape);
          assert.notEqual(site.scale, null);
          const rest = Array.from(values, (score, cell) => score - products.values[cell]! * site.scale!);
          const shown = rest.filter((_, cell) => values[cell]! > HIDDEN);
          assert.ok(shown.length > 0);
          const most = tolerances[name] ?? 1e-5;
          if (site.bias === "none") for (const left of shown) assert.ok(Math.abs(left) <= most, String(left));
          else
            assert.ok(
              shown.some((left) => Math.abs(left) > most),
              "a bias that adds nothing",
            );
          if (site.mask.length === 0) assert.equal(shown.length, values.length);
        }
      });
    });
  }

  it("differ where there is a scale", async () => {
    const encoder = await openOnnxEncoder(bundledEncoder, { provider: "cpu" });
    const { arrays } = await encoder.runInputs(bundled.inputs, { tensors: ["products", "scores"] });
    await encoder.release();
    const [product, score] = [arrays.products![0]!.values[5]!, arrays.scores![0]!.values[5]!];
    assert.ok(Math.abs(product / score - Math.sqrt(32)) < 1e-4, `${product} ${score}`);
  });
});

/** Of each row of scores. */
function softmax(scores: Float32Array, columns: number): Float64Array {
  const result = new Float64Array(scores.length);
  for (let row = 0; row < scores.length; row += columns) {
    const own = scores.subarray(row, row + columns);
    const largest = own.reduce((most, score) => Math.max(most, score), -Infinity);
    const exponentials = Float64Array.from(own, (score) => Math.exp(score - largest));
    const sum = exponentials.reduce((total, one) => total + one, 0);
    result.set(
      exponentials.map((one) => one / sum),
      row,
    );
  }
  return result;
}
