import { broadcastShape, gridOf, stretched, type Grid, type GridKind } from "./grid.js";

type Of = (...numbers: readonly number[]) => number;

const known =
  (of: (a: number, b: number) => boolean): Of =>
  (a = NaN, b = NaN) =>
    Number.isNaN(a) || Number.isNaN(b) ? NaN : Number(of(a, b));

/** Operators that compare numbers, or combine flags. */
const conditions: Readonly<Record<string, Of>> = {
  Equal: known((a, b) => a === b),
  Less: known((a, b) => a < b),
  LessOrEqual: known((a, b) => a <= b),
  Greater: known((a, b) => a > b),
  GreaterOrEqual: known((a, b) => a >= b),
  // What one side decides needs no other.
  And: (a = NaN, b = NaN) => (a === 0 || b === 0 ? 0 : a * b),
  Or: (a = NaN, b = NaN) => (a === 1 || b === 1 ? 1 : a + b),
  Xor: known((a, b) => a !== b),
  Not: (a = NaN) => 1 - a,
  IsInf: (a = NaN) => (Number.isNaN(a) ? NaN : Number(Math.abs(a) === Infinity)),
  IsNaN: (a = NaN) => (Number.isNaN(a) ? NaN : 0),
};

const arithmetic: Readonly<Record<string, Of>> = {
  Add: (a = NaN, b = NaN) => a + b,
  Sum: (...all) => all.reduce((sum, number) => sum + number, 0),
  Sub: (a = NaN, b = NaN) => a - b,
  Mul: (a = NaN, b = NaN) => a * b,
  Div: (a = NaN, b = NaN) => a / b,
  Pow: (a = NaN, b = NaN) => a ** b,
  Mod: (a = NaN, b = NaN) => a - Math.floor(a / b) * b,
  Min: (...all) => Math.min(...all),
  Max: (...all) => Math.max(...all),
  Neg: (a = NaN) => -a,
  Abs: (a = NaN) => Math.abs(a),
  Sqrt: (a = NaN) => Math.sqrt(a),
  Reciprocal: (a = NaN) => 1 / a,
  Exp: (a = NaN) => Math.exp(a),
  Log: (a = NaN) => Math.log(a),
  Floor: (a = NaN) => Math.floor(a),
  Ceil: (a = NaN) => Math.ceil(a),
  Sign: (a = NaN) => Math.sign(a),
  Relu: (a = NaN) => Math.max(0, a),
  Clip: (a = NaN, low = -Infinity, high = Infinity) => Math.min(Math.max(a, low), high),
};

/** What an operator that works number by number computes, axes broadcast; null if it is none. @throws GridError */
export function elementwise(operator: string, inputs: readonly Grid[]): Grid | null {
  if (inputs.length === 0) return null;
  if (operator === "Where") return chosen(inputs);
  const condition = conditions[operator];
  if (condition) return joined(inputs, "flags", condition);
  const of = arithmetic[operator];
  if (!of) return null;
  const kind = inputs[0]!.kind;
  return joined(inputs, kind, operator === "Div" && kind === "integers" ? (a = NaN, b = NaN) => Math.trunc(a / b) : of);
}

function joined(inputs: readonly Grid[], kind: GridKind, of: Of): Grid {
  const shape = broadcastShape(inputs.map(({ dimensions }) => dimensions));
  const grids = inputs.map((grid) => stretched(grid, shape).numbers);
  return gridOf(kind, shape, (place) => of(...grids.map((numbers) => numbers[place]!)));
}

/** If a condition is not known, numbers that are the same either way are. */
function chosen(inputs: readonly Grid[]): Grid {
  const of: Of = (condition = NaN, one = NaN, other = NaN) => {
    if (Number.isNaN(condition)) return one === other ? one : NaN;
    return condition === 0 ? other : one;
  };
  return joined(inputs, inputs[1]?.kind ?? "floats", of);
}
