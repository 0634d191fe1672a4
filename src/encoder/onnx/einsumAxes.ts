import type { OnnxNode } from "./model.js";
import { integerOf, stringOf } from "./nodeAttributes.js";

/** How the axes of an `Einsum`'s factors and result stand, as `AttentionSite.axes` tells them. */
export interface EinsumAxes {
  /** Of the factor whose tokens are the result's rows: queries, or probabilities. */
  readonly rows: string;
  /** Of the other factor: keys, or values. */
  readonly columns: string;
  readonly result: string;
  /** Whether the factor of the rows is the second one: Keras writes keys before queries. */
  readonly swapped: boolean;
}

/**
 * The axes of a product that is written as an equation, such as `bqhd,bkhd->bhqk`; null for what is none.
 *
 * @param of scores, whose columns are keys and whose dimensions are summed over, or context, whose columns are dimensions
 * @param rowsFirst which factor the rows are of; where it is left out, the one whose own axis is not the result's last
 */
export function einsumAxes(node: OnnxNode, of: "scores" | "context", rowsFirst?: boolean): EinsumAxes | null {
  const terms = termsOf(node);
  if (!terms) return null;
  const { left, right, output } = terms;
  const summed = left.filter((letter) => right.includes(letter) && !output.includes(letter));
  const own = (term: readonly string[], other: readonly string[]) =>
    term.filter((letter) => output.includes(letter) && !other.includes(letter));
  const [leftOwn, rightOwn] = [own(left, right), own(right, left)];
  if (summed.length !== 1 || leftOwn.length !== 1 || rightOwn.length !== 1) return null;
  const swapped = rowsFirst === undefined ? output.at(-1) === leftOwn[0] : !rowsFirst;
  const [rows, columns] = swapped ? [right, left] : [left, right];
  const [rowOwn, columnOwn] = swapped ? [rightOwn[0]!, leftOwn[0]!] : [leftOwn[0]!, rightOwn[0]!];
  const named = (term: readonly string[], n: string, d: string) =>
    term.map((letter) => (letter === n ? "n" : letter === d ? "d" : "h")).join("");
  return {
    rows: named(rows, rowOwn, summed[0]!),
    columns: of === "scores" ? named(columns, columnOwn, summed[0]!) : named(columns, summed[0]!, columnOwn),
    result: named(output, rowOwn, columnOwn),
    swapped,
  };
}

/** The letters of an equation's terms; axes before them that are the same in all are left out. */
function termsOf(node: OnnxNode) {
  if (node.operator !== "Einsum") return null;
  const equation = (stringOf(node, "equation") ?? "").replace(/\s/g, "");
  const found = /^(\.{3})?([a-zA-Z]+),(\.{3})?([a-zA-Z]+)->(\.{3})?([a-zA-Z]+)$/.exec(equation);
  if (!found || found[1] !== found[3] || found[3] !== found[5]) return null;
  const letters = (term: string | undefined) => (term ?? "").split("");
  return { left: letters(found[2]), right: letters(found[4]), output: letters(found[6]) };
}

/** Which axes of a product's two factors are summed over, from the end (the last is 1); null if there is not one of each. */
export function summedAxes(node: OnnxNode): readonly [number, number] | null {
  if (node.operator !== "Einsum") {
    return [integerOf(node, "transA", 0) === 1 ? 2 : 1, integerOf(node, "transB", 0) === 1 ? 1 : 2];
  }
  const terms = termsOf(node);
  if (!terms) return null;
  const { left, right, output } = terms;
  const [summed, ...more] = left.filter((letter) => right.includes(letter) && !output.includes(letter));
  if (summed === undefined || more.length > 0) return null;
  return [left.length - left.indexOf(summed), right.length - right.indexOf(summed)];
}

/** Which axes of a product are those of one factor alone, from the end: `[0]` the first factor's, `[1]` the second's. */
export function ownAxes(node: OnnxNode): readonly [number, number] | null {
  if (node.operator !== "Einsum") return [2, 1];
  const terms = termsOf(node);
  if (!terms) return null;
  const { left, right, output } = terms;
  const own = (term: readonly string[], other: readonly string[]) =>
    output.filter((letter) => term.includes(letter) && !other.includes(letter));
  const [leftOwn, rightOwn] = [own(left, right), own(right, left)];
  if (leftOwn.length !== 1 || rightOwn.length !== 1) return null;
  return [output.length - output.indexOf(leftOwn[0]!), output.length - output.indexOf(rightOwn[0]!)];
}
