import type { OnnxGraph } from "./onnx/model.js";

/** What hands numbers on as they are. */
const passing: readonly string[] = ["Cast", "Identity", "Reshape", "Unsqueeze", "Squeeze", "Flatten"];

/**
 * For inputs whose numbers choose rows of a table in the file, how many rows it has: ids beyond it would be refused by the
 * runtime or, negative, silently count from its end.
 */
export function embeddingRows(graph: OnnxGraph): Map<string, number> {
  const sources = new Map(graph.inputs.map(({ name }) => [name, name]));
  const rows = new Map<string, number>();
  for (const { operator, domain, inputs, outputs, attributes } of graph.nodes) {
    if (domain !== "" && domain !== "ai.onnx") continue;
    const source = sources.get(inputs[operator === "Gather" ? 1 : 0] ?? "");
    if (source === undefined) continue;
    if (passing.includes(operator)) sources.set(outputs[0] ?? "", source);
    if (operator !== "Gather") continue;
    const axis = attributes.get("axis");
    if (axis?.kind === "int" && axis.value !== 0) continue;
    const table = graph.initializers.get(inputs[0] ?? "");
    if (table?.dimensions.length !== 2) continue;
    rows.set(source, Math.min(rows.get(source) ?? Infinity, table.dimensions[0]!));
  }
  return rows;
}
