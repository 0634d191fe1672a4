import type { AttentionSites, BlockedSite } from "./attentionSite.js";
import { fusedSite, isFusedAttention } from "./fusedSites.js";
import { GraphIndex } from "./graphIndex.js";
import type { OnnxModel, OnnxNode } from "./model.js";
import { operatorName } from "./nodeAttributes.js";
import { placeSites } from "./placeSites.js";
import { isSoftmax, softmaxSite, type UnplacedSite } from "./softmaxSites.js";
import { StaticValues } from "./staticValues.js";

/** Finds every place where a model computes attention, and what looks like one and is not recognised. */
export function attentionSites(model: OnnxModel): AttentionSites {
  const index = new GraphIndex(model.graph);
  const values = new StaticValues(index);
  const found: UnplacedSite[] = [];
  const blocked: BlockedSite[] = [];
  for (const node of model.graph.nodes) {
    const site = isSoftmax(node)
      ? softmaxSite(node, index, values)
      : isFusedAttention(node)
        ? fusedSite(node, index, values, model)
        : null;
    if (site === null) blocked.push(...withinNode(node, model));
    else if ("reason" in site) blocked.push(site);
    else found.push(site);
  }
  return { sites: placeSites(found, index), blocked };
}

/** Attention within a branch, a loop or a function, whose values cannot be made outputs. */
function withinNode(node: OnnxNode, model: OnnxModel): BlockedSite[] {
  const name = node.name || (node.outputs[0] ?? "");
  const called = model.functions.get(`${node.domain}::${node.operator}`);
  const inner = [...node.attributes.values()].flatMap((attribute) =>
    attribute.kind === "graph" ? attribute.value.nodes : [],
  );
  const within = called ? `the function ${operatorName(node)}` : `the ${operatorName(node)} node ${name}`;
  return [...(called ?? []), ...inner].flatMap((nested): BlockedSite[] => {
    if (isSoftmax(nested) || isFusedAttention(nested)) {
      const reason = `it is inside ${within}, whose values cannot be made outputs`;
      return [{ node: nested.name || (nested.outputs[0] ?? ""), operator: operatorName(nested), reason }];
    }
    const deeper = [...nested.attributes.values()].some(({ kind }) => kind === "graph");
    return deeper ? withinNode(nested, model) : [];
  });
}
