import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { operatorName } from "./nodeAttributes.js";
import { factorsOf, productOperators } from "./scoreProduct.js";
import { keeping } from "./valueProduct.js";

/** Values that are followed from a softmax, at most. */
const MOST_VALUES = 60;

/**
 * The operators that change the result of a softmax on the shortest way to its product with values that depend on what is
 * read, in the order of computation (differential attention subtracts one softmax from another:
 * https://arxiv.org/abs/2410.05258, section 2.1); null if there is no such product.
 */
export function changedWeights(softmax: string, index: GraphIndex): readonly string[] | null {
  const waiting: { value: string; operators: readonly string[] }[] = [{ value: softmax, operators: [] }];
  const seen = new Set<string>();
  for (let next = 0; next < waiting.length && next < MOST_VALUES; next++) {
    const { value, operators } = waiting[next]!;
    if (seen.has(value)) continue;
    seen.add(value);
    for (const node of index.consumers(value)) {
      if (productOperators.has(node.operator)) {
        if (isWithText(node, value, index)) return operators;
        continue;
      }
      const isKept = keeping.has(node.operator) && node.inputs[0] === value;
      const changed = isKept ? operators : [...operators, operatorName(node)];
      for (const output of node.outputs) if (output !== "") waiting.push({ value: output, operators: changed });
    }
  }
  return null;
}

/** Whether a product's other factor depends on what is read. */
function isWithText(node: OnnxNode, value: string, index: GraphIndex): boolean {
  const factors = factorsOf(node);
  const place = factors.indexOf(value);
  return place !== -1 && index.content(factors[1 - place] ?? "").length > 0;
}
