import type { OnnxNode } from "./model.js";
import { stringOf } from "./nodeAttributes.js";

/** How the axes of an `Einsum`'s factors and result stand: `h` heads or batch, `n` tokens, `d` dimensions. */
export interface EinsumAxes {
  readonly left: string;
  readonly right: string;
  readonly output: string;
}

/**
 * The axes of a product that is written as an equation, such as `bqhd,bkhd->bhqk`; null for what is none.
 *
 * @param result what the equation computes: scores (dimensions are summed over) or context (keys are)
 */
export function einsumAxes(node: OnnxNode, result: "scores" | "context"): EinsumAxes | null {
  if (node.operator !== "Einsum") return null;
  const equation = /^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)$/.exec((stringOf(node, "equation") ?? "").replace(/\s/g, ""));
  if (!equation) return null;
  const [, left, right, output] = equation as unknown as [string, string, string, string];
  const summed = Array.from(left).filter((letter) => right.includes(letter) && !output.includes(letter));
  const own = (term: string, other: string) =>
    Array.from(term).filter((letter) => output.includes(letter) && !other.includes(letter));
  const [leftOwn, rightOwn] = [own(left, right), own(right, left)];
  if (summed.length !== 1 || leftOwn.length !== 1 || rightOwn.length !== 1) return null;
  const roles: Record<string, string> =
    result === "scores"
      ? { [summed[0]!]: "d", [leftOwn[0]!]: "n", [rightOwn[0]!]: "n" }
      : { [summed[0]!]: "n", [leftOwn[0]!]: "n", [rightOwn[0]!]: "d" };
  const named = (term: string) =>
    Array.from(term)
      .map((letter) => roles[letter] ?? "h")
      .join("");
  return { left: named(left), right: named(right), output: named(output) };
}
