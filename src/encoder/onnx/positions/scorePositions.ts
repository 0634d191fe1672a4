import { scoreEffect } from "../addedValues.js";
import type { FoundEncoding } from "./foundEncoding.js";
import { likeness, sharedValue, shownShape, type PositionGraph } from "./positionGraph.js";
import { relativeTables } from "./relativeTables.js";
import type { ScoreOperands } from "./scoreOperands.js";

/** What is added to scores by distance: relative biases, ALiBi, and attention between contents and distances. */
export function scorePositions(operands: readonly ScoreOperands[], graph: PositionGraph): FoundEncoding[] {
  const found = new Map<string, FoundEncoding>();
  for (const operand of operands) {
    for (const addend of operand.addends) {
      for (const part of positionOperands(addend, graph)) {
        const name = sharedValue(part, graph);
        const like = `${operand.site.group} ${likeness(name, graph)}`;
        const shared = found.get(like);
        const encoding = shared
          ? { ...shared, layers: [...new Set([...shared.layers, operand.site.layer])] }
          : biasOf(name, operand, graph);
        found.set(like, encoding);
      }
    }
  }
  return [...found.values()];
}

function biasOf(name: string, { site }: ScoreOperands, graph: PositionGraph): FoundEncoding {
  const ofContent = graph.classes.of(name) === "content";
  const tables = ofContent ? relativeTables(name, graph) : null;
  const numbers = scoreEffect(name, "addend", graph.index)?.bias;
  return {
    // What the graph does not tell, the numbers of a run will.
    kind: tables?.isDisentangled ? "disentangled" : numbers === "alibi" ? "alibi" : "relative",
    place: "scores",
    group: site.group,
    layers: [site.layer],
    parts: [
      { part: "bias", name },
      ...(tables?.names ?? []).map((table) => ({ part: "relativeTable" as const, name: table })),
    ],
    shape: shownShape(name, [site.heads ?? "heads", "N", "N"], graph),
    heads: site.heads,
    ofContent,
  };
}

/** Of what is added to scores, that which is no mask: a bias and a mask may come as one sum. */
function positionOperands(addend: string, graph: PositionGraph): string[] {
  const { index, classes } = graph;
  const found: string[] = [];
  const waiting = [addend];
  const seen = new Set<string>();
  while (waiting.length > 0) {
    const value = waiting.pop()!;
    if (seen.has(value)) continue;
    seen.add(value);
    const node = index.producer(value);
    const effect = scoreEffect(value, "addend", index);
    if (effect?.bias === "none") continue;
    if (classes.of(value) === "constant" && (effect || isConstantBias(value, graph))) found.push(value);
    if (classes.of(value) === "content") found.push(value);
    if (classes.of(value) !== "position") continue;
    const operands = node && summing.has(node.operator) ? node.inputs : [];
    const ofPositions = operands.filter((input) => classes.of(input) === "position");
    // The rest of the sum are masks.
    if (ofPositions.length === 1) waiting.push(...ofPositions);
    else found.push(value);
  }
  return found;
}

const summing: ReadonlySet<string> = new Set(["Add", "Sub", "Sum", "Where", "Cast"]);

/** A stored `[…, heads, N, N]`, of a model exported for one length. */
function isConstantBias(value: string, { index }: PositionGraph): boolean {
  const shape = index.graph.initializers.get(value)?.dimensions ?? [];
  const [heads = 1, rows = 1, columns = 1] = shape.slice(-3);
  return shape.length >= 3 && heads > 1 && rows > 1 && columns > 1;
}
