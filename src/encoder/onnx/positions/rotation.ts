import { productOperators } from "../scoreProduct.js";
import type { OnnxNode } from "../model.js";
import { fusedRotation, isFusedRotation } from "./fusedRotation.js";
import type { PositionGraph } from "./positionGraph.js";

/** A rotation of queries or keys, by names of values. */
export interface Rotation {
  readonly cosine: string;
  readonly sine: string;
  /** What is rotated, and what comes of it; null where the graph has it in pieces. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A product of what is read with something of positions. */
interface Multiplied {
  readonly content: string;
  readonly position: string;
}

/** Nodes from a product of queries and keys back to the projection: rotations take some twenty. */
const MOST_NODES = 80;

/** How a factor of the scores was rotated between its projection and the product; null where it was not. */
export function rotationOf(factor: string, graph: PositionGraph): Rotation | null {
  const { index, classes } = graph;
  const seen = new Set<OnnxNode>();
  const waiting = [factor];
  for (let next = 0; next < waiting.length && seen.size < MOST_NODES; next++) {
    const node = classes.of(waiting[next]!) === "content" ? index.producer(waiting[next]!) : null;
    if (!node || seen.has(node) || productOperators.has(node.operator)) continue;
    seen.add(node);
    if (isFusedRotation(node)) return fusedRotation(node, graph);
    const rotation = rotationAt(node, graph);
    if (rotation) return rotation;
    waiting.push(...node.inputs);
  }
  return null;
}

/** x · cos + turned(x) · sin, or x₁ · cos − x₂ · sin for halves of x. */
function rotationAt(node: OnnxNode, graph: PositionGraph): Rotation | null {
  if (node.operator !== "Add" && node.operator !== "Sub") return null;
  const [one, other] = node.inputs.map((input) => multipliedBy(input, graph));
  if (!one || !other) return null;
  if (node.operator === "Sub") return { cosine: one.position, sine: other.position, before: null, after: null };
  const isTurned = (multiplied: Multiplied, from: Multiplied) => comesFrom(multiplied.content, from.content, graph);
  const after = node.outputs[0]!;
  const rotation = (cosine: Multiplied, sine: Multiplied): Rotation => {
    return { cosine: cosine.position, sine: sine.position, before: cosine.content, after };
  };
  if (isTurned(other, one)) return rotation(one, other);
  if (isTurned(one, other)) return rotation(other, one);
  const isSine = trigonometry(one.position, graph) === "Sin" || trigonometry(other.position, graph) === "Cos";
  const [cosine, sine] = isSine ? [other, one] : [one, other];
  return { cosine: cosine.position, sine: sine.position, before: null, after: null };
}

function multipliedBy(value: string, { index, classes }: PositionGraph): Multiplied | null {
  const node = index.producer(value);
  if (node?.operator !== "Mul") return null;
  const position = node.inputs.find((input) => classes.of(input) === "position");
  const content = node.inputs.find((input) => classes.of(input) === "content");
  return position !== undefined && content !== undefined ? { content, position } : null;
}

/** Steps from turned halves back to the whole. */
const MOST_STEPS = 24;

function comesFrom(value: string, origin: string, { index }: PositionGraph): boolean {
  const waiting = [value];
  for (let next = 0; next < waiting.length && next < MOST_STEPS; next++) {
    const node = index.producer(waiting[next]!);
    if (!node || productOperators.has(node.operator) || node.operator === "Shape") continue;
    if (node.inputs.includes(origin)) return true;
    waiting.push(...node.inputs);
  }
  return false;
}

/** The nearest cosine or sine that a value is made of. */
function trigonometry(value: string, { index, classes }: PositionGraph): string | null {
  const waiting = [value];
  for (let next = 0; next < waiting.length && next < MOST_STEPS; next++) {
    const node = index.producer(waiting[next]!);
    if (!node) continue;
    if (node.operator === "Cos" || node.operator === "Sin") return node.operator;
    waiting.push(...node.inputs.filter((input) => classes.of(input) === "position"));
  }
  return null;
}
