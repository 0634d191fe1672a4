import * as l10n from "@vscode/l10n";
import type { AttentionSites } from "../attentionSite.js";
import { GraphFragment } from "../graphFragment.js";
import { GraphIndex } from "../graphIndex.js";
import { ownOperatorSet, type OnnxModel } from "../model.js";
import { StaticValues } from "../staticValues.js";
import { embeddingPositions } from "./embeddingPositions.js";
import type { PositionalEncodings } from "./foundEncoding.js";
import type { PositionGraph } from "./positionGraph.js";
import { rotaryPositions } from "./rotaryPositions.js";
import { scoreOperands } from "./scoreOperands.js";
import { scorePositions } from "./scorePositions.js";
import { ValueClasses } from "./valueClasses.js";

const noEncoding = () =>
  l10n.t(
    "No value that depends on positions alone is added to the embeddings, multiplied into queries and keys, or added to the scores.",
  );

const prefix = "attention_inspector/positions";

/** Finds how a model tells where its tokens stand. */
export function positionalEncodings(model: OnnxModel, { sites }: AttentionSites): PositionalEncodings {
  const index = new GraphIndex(model.graph);
  const values = new StaticValues(index);
  const fragment = new GraphFragment(prefix, ownOperatorSet(model));
  const graph: PositionGraph = { index, values, classes: new ValueClasses(index, values), fragment };
  const operands = scoreOperands(sites, graph);
  const encodings = [
    ...embeddingPositions(operands, graph),
    ...rotaryPositions(operands, graph),
    ...scorePositions(operands, graph),
  ];
  const isAdded = encodings.some(({ parts }) => parts.some(({ name }) => name.startsWith(prefix)));
  const none = sites.length === 0 ? l10n.t("No attention was found, to which positions could matter.") : noEncoding();
  return {
    encodings,
    reason: encodings.length > 0 ? null : none,
    fragment: isAdded ? fragment.bytes() : null,
  };
}
