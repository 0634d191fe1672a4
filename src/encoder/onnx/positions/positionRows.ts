import type { AttentionSites } from "../attentionSite.js";
import { GraphFragment } from "../graphFragment.js";
import { GraphIndex } from "../graphIndex.js";
import type { OnnxModel } from "../model.js";
import { StaticValues } from "../staticValues.js";
import { embeddingPositions } from "./embeddingPositions.js";
import { lookedUpTable, positionMakers, type PositionGraph } from "./positionGraph.js";
import { scoreOperands } from "./scoreOperands.js";
import { ValueClasses } from "./valueClasses.js";

/**
 * The longest sequence for which a model's tables have positions that are added to its embeddings; null if it has no such
 * table. Some models begin after a row for padding, of which the graph says nothing: they take that much less.
 */
export function positionRows({ graph: onnx }: OnnxModel, { sites }: AttentionSites): number | null {
  const index = new GraphIndex(onnx);
  const values = new StaticValues(index);
  const fragment = new GraphFragment("attention_inspector/rows");
  const graph: PositionGraph = { index, values, classes: new ValueClasses(index, values), fragment };
  const encodings = embeddingPositions(scoreOperands(sites, graph), graph);
  const looked = encodings
    .filter(({ kind }) => kind === "table")
    .flatMap(({ parts }) => parts.flatMap(({ name }) => rowsOf(name, graph)));
  // The fused operator looks its positions up itself, in its fourth input.
  const fused = onnx.nodes
    .filter(({ operator }) => operator === "EmbedLayerNormalization")
    .flatMap(({ inputs }) => onnx.initializers.get(inputs[3] ?? "")?.dimensions[0] ?? []);
  const rows = [...looked, ...fused].filter((count) => count > 1);
  return rows.length === 0 ? null : Math.min(...rows);
}

function rowsOf(value: string, graph: PositionGraph): readonly number[] {
  return positionMakers(value, graph).flatMap((maker) => {
    const table = lookedUpTable(maker, graph);
    return table && !table.reshaped ? (table.dimensions.at(-2) ?? []) : [];
  });
}
