import type { AttentionSite } from "../encoder/onnx/attentionSite.js";
import type { OnnxModel } from "../encoder/onnx/model.js";

/** Versions of the operator sets by domain, ONNX's own by the name that it has too. */
export function operatorSets(model: OnnxModel): Record<string, number> {
  return Object.fromEntries([...model.operatorSets].map(([domain, version]) => [domain || "ai.onnx", version]));
}

/** A site as JSON holds it. */
export function siteFacts(site: AttentionSite) {
  const { group, layer, node, operator, heads, keyHeads, headDimension, scale, mask, bias, tensors } = site;
  return { group, layer, node, operator, heads, keyHeads, headDimension, scale, mask, bias, tensors };
}
