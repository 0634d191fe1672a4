import { elementTypes } from "./elementTypes.js";
import type { GraphIndex } from "./graphIndex.js";
import { integerOf } from "./nodeAttributes.js";

const floats: readonly number[] = [elementTypes.float32, elementTypes.float16, elementTypes.float64];

/** Values that are looked at on the way back to one whose type the file tells. */
const MOST_VALUES = 500;

/**
 * The type of a value of floating-point numbers: as the file says it, else that of the nearest value that it is made of;
 * float32 if none of them tells.
 */
export function floatType(value: string, index: GraphIndex): number {
  const { graph } = index;
  const waiting = [value];
  const seen = new Set<string>();
  for (let next = 0; next < waiting.length && next < MOST_VALUES; next++) {
    const name = waiting[next]!;
    if (seen.has(name)) continue;
    seen.add(name);
    const told = graph.values.get(name)?.elementType ?? graph.initializers.get(name)?.elementType ?? 0;
    if (floats.includes(told)) return told;
    const node = index.producer(name);
    const cast = node?.operator === "Cast" ? integerOf(node, "to", 0) : null;
    if (cast !== null && floats.includes(cast)) return cast;
    // What is cast to whole numbers is made of other numbers than this value.
    if (cast === null) waiting.push(...(node?.inputs ?? []));
  }
  return elementTypes.float32;
}
