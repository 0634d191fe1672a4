import assert from "node:assert/strict";
import fc from "fast-check";
import type { OnnxAttribute, OnnxNode } from "../../../../../src/encoder/onnx/model.js";
import { counting } from "../../../../../src/encoder/onnx/probe/counted.js";
import { elementwise } from "../../../../../src/encoder/onnx/probe/elementwise.js";
import { gathering } from "../../../../../src/encoder/onnx/probe/gathered.js";
import { GridError, gridOf, type Grid } from "../../../../../src/encoder/onnx/probe/grid.js";
import { rearranging } from "../../../../../src/encoder/onnx/probe/rearranged.js";

const nodeOf = (operator: string, attributes: OnnxNode["attributes"] = new Map()): OnnxNode => ({
  index: 0,
  name: "",
  operator,
  domain: "",
  inputs: [],
  outputs: ["result"],
  attributes,
});

const number = fc.constantFrom(0, 1, 2, -1, 3, -3, 7, 1e9, -1e9, 0.5, NaN, Infinity);
const grid: fc.Arbitrary<Grid> = fc
  .record({
    kind: fc.constantFrom("flags", "integers", "floats"),
    dimensions: fc.array(fc.constantFrom(0, 1, 2, 3, 4), { maxLength: 4 }),
    numbers: fc.array(number, { minLength: 1, maxLength: 12 }),
  })
  .map(({ kind, dimensions, numbers }) => gridOf(kind, dimensions, (place) => numbers[place % numbers.length]!));

const whole = fc.constantFrom(0, 1, 2, -1, -2, 3, 9, -9, 1e9);
const attributes: fc.Arbitrary<ReadonlyMap<string, OnnxAttribute>> = fc
  .dictionary(
    fc.constantFrom("axis", "axes", "perm", "starts", "ends", "steps", "keepdims", "upper", "k", "start", "end"),
    fc.oneof(
      whole.map((value): OnnxAttribute => ({ kind: "int", value })),
      fc.array(whole, { maxLength: 4 }).map((value): OnnxAttribute => ({ kind: "ints", value })),
    ),
  )
  .map((all) => new Map(Object.entries(all)));

describe("an operator that is computed for a short text, of a damaged graph", () => {
  for (const [operator, compute] of Object.entries({ ...rearranging, ...gathering, ...counting })) {
    it(`gives a grid of as many numbers as its shape, or none: ${operator}`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.option(grid, { nil: undefined, freq: 8 }), { maxLength: 4 }),
          attributes,
          (inputs, given) => {
            try {
              const { dimensions, numbers } = compute(nodeOf(operator, given), inputs);
              assert.ok(numbers.length === dimensions.reduce((product, size) => product * size, 1));
            } catch (thrown) {
              if (!(thrown instanceof GridError)) throw thrown;
            }
          },
        ),
        { numRuns: 500 },
      );
    });
  }

  it("gives a grid of as many numbers as its shape, or none: number by number", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Add", "Where", "Max", "Equal", "Clip"),
        fc.array(grid, { maxLength: 4 }),
        (operator, inputs) => {
          try {
            const found = elementwise(operator, inputs);
            const count = found?.dimensions.reduce((product, size) => product * size, 1);
            assert.equal(found?.numbers.length, count);
          } catch (thrown) {
            if (!(thrown instanceof GridError)) throw thrown;
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("joins what fits alone", () => {
    const [two, three] = [gridOf("floats", [2, 0], () => 1), gridOf("floats", [2, 3], () => 1)];
    assert.throws(() => rearranging.Concat!(nodeOf("Concat"), [two, three]), GridError);
    const { dimensions, numbers } = rearranging.Concat!(nodeOf("Concat"), [three, three]);
    assert.deepEqual([dimensions, numbers.length], [[4, 3], 12]);
  });
});
