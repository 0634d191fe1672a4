import * as l10n from "@vscode/l10n";
import { shownName } from "../../attention/shownName.js";
import type { AttentionSites, BlockedSite } from "./attentionSite.js";
import { fusedSite, isFusedAttention } from "./fusedSites.js";
import { GraphIndex } from "./graphIndex.js";
import { ownOperatorSet, type OnnxModel, type OnnxNode } from "./model.js";
import { nodeName, operatorName } from "./nodeAttributes.js";
import { placeSites } from "./placeSites.js";
import { isSoftmax } from "./normalization.js";
import { softmaxSite, type UnplacedSite } from "./softmaxSites.js";
import { StaticValues } from "./staticValues.js";
import { unnormalizedProducts } from "./unnormalizedProducts.js";
import { valueProduct } from "./valueProduct.js";
import { writtenSoftmax } from "./writtenSoftmax.js";

/** Finds every place where a model computes attention, and what looks like one and is not recognised. */
export function attentionSites(model: OnnxModel): AttentionSites {
  const index = new GraphIndex(model.graph);
  const values = new StaticValues(index);
  const found: UnplacedSite[] = [];
  const blocked: BlockedSite[] = [];
  const known = new Set<OnnxNode>();
  for (const node of model.graph.nodes) {
    const site = isFusedAttention(node)
      ? fusedSite(node, index, values, model)
      : softmaxSite(node, index, values, ownOperatorSet(model));
    if (site !== null) known.add(node);
    if (site === null) blocked.push(...withinNode(node, model));
    else if ("reason" in site) blocked.push(site);
    else {
      found.push(site);
      for (const product of site.products ?? []) known.add(product);
    }
  }
  blocked.push(...unnormalizedProducts(index, known));
  return { sites: placeSites(found, index), blocked };
}

/** Attention within a branch, a loop or a function, whose values cannot be made outputs. */
function withinNode(node: OnnxNode, { functions }: OnnxModel): BlockedSite[] {
  const found: BlockedSite[] = [];
  const entered = new Set<string>();
  const written = new Set<OnnxNode>();
  const inner = (outer: OnnxNode): readonly OnnxNode[] => {
    const key = `${outer.domain}::${outer.operator}`;
    // A function may call itself, or be called from many places.
    const called = entered.has(key) ? [] : (functions.get(key) ?? []);
    if (called.length > 0) entered.add(key);
    const graphs = [...outer.attributes.values()].flatMap((attribute) =>
      attribute.kind === "graph" ? attribute.value.nodes : [],
    );
    for (const nodes of [called, graphs]) for (const node of writtenWithin(nodes)) written.add(node);
    return [...called, ...graphs];
  };
  const isFunction = functions.has(`${node.domain}::${node.operator}`);
  const [operator, name] = [shownName(operatorName(node)), shownName(nodeName(node))];
  const waiting = [...inner(node)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isSoftmax(next) || isFusedAttention(next) || written.has(next)) {
      const reason = isFunction
        ? l10n.t("it is inside the function {0} ({1}), whose values cannot be made outputs", operator, name)
        : l10n.t("it is inside the node {0} ({1}), whose values cannot be made outputs", operator, name);
      found.push({ node: nodeName(next), operator: operatorName(next), reason });
    } else {
      for (const nested of inner(next)) waiting.push(nested);
    }
  }
  return found.reverse();
}

/** The exponentials of softmaxes that are written out and multiplied, among a function's or a body's own nodes. */
function writtenWithin(nodes: readonly OnnxNode[]): OnnxNode[] {
  if (nodes.length === 0) return [];
  const none = { initializers: new Map(), values: new Map() };
  const index = new GraphIndex({ name: "", nodes, inputs: [], outputs: [], ...none });
  const values = new StaticValues(index);
  return nodes.filter((node) => {
    const softmax = writtenSoftmax(node, index, values);
    return softmax !== null && valueProduct(softmax.weights, index) !== null;
  });
}
