import { integerOf } from "../nodeAttributes.js";
import type { FoundEncoding } from "./foundEncoding.js";
import { fusedRotation, isFusedRotation } from "./fusedRotation.js";
import { likeness, sharedValue, shownShape, type PositionGraph } from "./positionGraph.js";
import { rotationOf, type Rotation } from "./rotation.js";
import type { ScoreOperands } from "./scoreOperands.js";

/** The rotations of queries and keys by their positions, those that several layers share together. */
export function rotaryPositions(operands: readonly ScoreOperands[], graph: PositionGraph): FoundEncoding[] {
  const found = new Map<string, FoundEncoding>();
  for (const { site, node, query, key } of operands) {
    const isWithin = isFusedRotation(node) && integerOf(node, "do_rotary", 0) === 1;
    const rotations = isWithin ? [fusedRotation(node, graph)] : [rotationOf(query, graph), rotationOf(key, graph)];
    const rotation = rotations.find((one) => one !== null);
    if (!rotation) continue;
    const cosine = sharedValue(rotation.cosine, graph);
    const name = `${site.group} ${likeness(cosine, graph)}`;
    const shared = found.get(name);
    found.set(
      name,
      shared
        ? { ...shared, layers: [...new Set([...shared.layers, site.layer])] }
        : {
            kind: "rotary",
            place: "queries and keys",
            group: site.group,
            layers: [site.layer],
            parts: [
              { part: "cosine", name: cosine },
              { part: "sine", name: sharedValue(rotation.sine, graph) },
              ...effectOf(rotations[0] ?? null),
            ],
            shape: shownShape(cosine, ["N", "d_k"], graph),
            heads: site.heads,
            ofContent: false,
          },
    );
  }
  return [...found.values()];
}

/** One layer's queries before and after, where the graph has both. */
function effectOf(rotation: Rotation | null): FoundEncoding["parts"] {
  if (!rotation?.before || !rotation.after) return [];
  return [
    { part: "queryBefore", name: rotation.before },
    { part: "queryAfter", name: rotation.after },
  ];
}
