import type { AttentionSite } from "../attentionSite.js";
import type { OnnxNode } from "../model.js";
import { nodeName, operatorName } from "../nodeAttributes.js";
import { factorsOf, scoreProduct } from "../scoreProduct.js";
import { isFusedAttention } from "../fusedSites.js";
import { findNormalization } from "../findNormalization.js";
import type { PositionGraph } from "./positionGraph.js";

/** Of what a site makes its scores. */
export interface ScoreOperands {
  readonly site: AttentionSite;
  /** The softmax or the fused node. */
  readonly node: OnnxNode;
  /** What is multiplied; a fused node's own inputs. */
  readonly query: string;
  readonly key: string;
  /** What is added to the product, masks among it. */
  readonly addends: readonly string[];
}

/** Where a fused operator is given what it adds to the scores. */
const fusedAddends: Readonly<Record<string, number>> = {
  Attention: 3,
  "com.microsoft::Attention": 5,
  "com.microsoft::MultiHeadAttention": 5,
  "com.microsoft::GroupQueryAttention": 10,
};

/** The operands of each site, in the sites' order. */
export function scoreOperands(sites: readonly AttentionSite[], { index, values }: PositionGraph): ScoreOperands[] {
  const byName = new Map(index.graph.nodes.map((node) => [`${operatorName(node)} ${nodeName(node)}`, node]));
  return sites.flatMap((site) => {
    // A softmax that is written out is named by its exponential.
    const node = [site.operator, "Exp", "Pow"]
      .map((operator) => byName.get(`${operator} ${site.node}`))
      .find((node) => node !== undefined);
    if (!node) return [];
    if (isFusedAttention(node)) {
      const [query = "", key = ""] = node.inputs;
      const addend = node.inputs[fusedAddends[site.operator] ?? Infinity] ?? "";
      return [{ site, node, query, key: key || query, addends: addend === "" ? [] : [addend] }];
    }
    const normalization = findNormalization(node, index, values);
    const product = normalization && scoreProduct(normalization.scores, index, values);
    if (!product) return [];
    const [query, key] = factorsOf(product.node);
    const added = node.operator === "BiasSoftmax" ? [node.inputs[1]!] : [];
    return [{ site, node, query, key, addends: [...product.addends, ...added] }];
  });
}
