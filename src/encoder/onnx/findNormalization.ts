import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { operatorName } from "./nodeAttributes.js";
import { isSoftmax, normalizedAxis, type Normalization } from "./normalization.js";
import type { StaticValues } from "./staticValues.js";
import { writtenSoftmax } from "./writtenSoftmax.js";

/**
 * The softmax that a node is: an operator of that name, or the exponential of one that is written out; null for other nodes.
 */
export function findNormalization(node: OnnxNode, index: GraphIndex, values: StaticValues): Normalization | null {
  if (!isSoftmax(node)) return writtenSoftmax(node, index, values);
  const [scores = "", weights = ""] = [node.inputs[0], node.outputs[0]];
  return {
    scores,
    weights,
    axis: normalizedAxis(node, index, values),
    factor: 1,
    operator: operatorName(node),
    divided: null,
    fault: null,
  };
}
