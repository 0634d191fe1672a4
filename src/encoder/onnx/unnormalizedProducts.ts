import * as l10n from "@vscode/l10n";
import type { BlockedSite } from "./attentionSite.js";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { namedOperators, nodeName, operatorName } from "./nodeAttributes.js";
import { productBehind } from "./productBehind.js";
import { factorsOf, isProductOfText, productOperators } from "./scoreProduct.js";

/**
 * Products of two values of which one is itself such a product, by any nodes between them that keep the map, none of them a
 * softmax: attention that normalizes by something else, or not at all.
 *
 * @param known nodes of products and exponentials that are told of already
 */
export function unnormalizedProducts(index: GraphIndex, known: ReadonlySet<OnnxNode>): BlockedSite[] {
  const found: BlockedSite[] = [];
  const ends = new Set(known);
  for (const node of index.graph.nodes) {
    if (!productOperators.has(node.operator) || ends.has(node) || !isProductOfText(node, index)) continue;
    const chains = factorsOf(node).map((factor) => productBehind(factor, index, ends));
    const place = chains.findIndex((chain) => chain !== null);
    if (place === -1) continue;
    ends.add(node);
    const { product, operators } = chains[place]!;
    found.push({ node: nodeName(product), operator: operatorName(product), reason: reasonOf(operators, place) });
  }
  return found;
}

function reasonOf(operators: readonly string[], place: number): string {
  if (operators.length > 0) {
    return l10n.t("what meets the values is normalised by {0}, not by softmax over keys", namedOperators(operators));
  }
  return place === 1
    ? l10n.t("a product of two values is multiplied with a third without a softmax (linear attention)")
    : l10n.t("a product of queries and keys is multiplied with values without a softmax");
}
