import type { AttentionGroup } from "../../../attention/attentionGroup.js";
import type { OnnxGraph } from "../model.js";
import type { FoundEncoding } from "./foundEncoding.js";

/** What stands between a row of a table and the value that is added to the embeddings. */
const passing: readonly string[] = [
  "Cast",
  "Identity",
  "Reshape",
  "Unsqueeze",
  "Squeeze",
  "Expand",
  "Dropout",
  "Slice",
];

/**
 * How many rows the tables of a graph's absolute positions have, by the side that reads them: a sequence has no more
 * tokens. Sides whose positions are computed, or whose table is not in the file as such, are left out.
 */
export function tableRows(
  { nodes, initializers }: OnnxGraph,
  encodings: readonly FoundEncoding[],
): ReadonlyMap<AttentionGroup, number> {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const rowsOf = (value: string): number | null => {
    for (let name = value, steps = 0; steps < 16; steps++) {
      const table = initializers.get(name);
      if (table) return table.dimensions.length >= 2 ? table.dimensions.at(-2)! : null;
      const node = makers.get(name);
      if (!node || !(node.operator === "Gather" || passing.includes(node.operator))) return null;
      name = node.inputs[0] ?? "";
    }
    return null;
  };
  const rows = new Map<AttentionGroup, number>();
  for (const { kind, place, group, parts } of encodings) {
    if (kind !== "table" || place !== "embeddings") continue;
    for (const { name } of parts) {
      const found = rowsOf(name);
      if (found !== null) rows.set(group, Math.min(found, rows.get(group) ?? Infinity));
    }
  }
  return rows;
}
