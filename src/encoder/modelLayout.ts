import * as l10n from "@vscode/l10n";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { Failure } from "../protocol/failure.js";
import type { IdInputs } from "./idInputs.js";
import { declaredLayout, type InputLayout } from "./inputLayout.js";
import type { LayoutTrial } from "./layoutOutcome.js";
import { triedLayout, type ConstantSizes, type TriedLayout } from "./layoutTrial.js";
import { longestSequence } from "./longestSequence.js";
import { maximumBatch, mostHeads } from "./limits.js";
import { modelFeeds } from "./modelFeeds.js";
import { modelInputs } from "./modelInputs.js";
import type { ModelInputs } from "./onnxRun.js";
import type { AttentionSite } from "./onnx/attentionSite.js";
import { fetchedName } from "./onnx/fetchedName.js";
import { GraphIndex } from "./onnx/graphIndex.js";
import type { OnnxModel } from "./onnx/model.js";
import { StaticValues } from "./onnx/staticValues.js";
import { loadRuntime } from "./runtime.js";

/**
 * Finds how a model's inputs hold a sequence, by its declared shapes and by short runs.
 *
 * @param ids which inputs take ids if their names do not tell it
 * @param session has the sites' probabilities as outputs
 * @param sample inputs whose beginnings are fed
 * @param padId the id of padding, by which some models hide it
 * @throws Failure `modelUnsupported` if it reads more at once than can be held
 */
export async function modelLayout(
  { graph }: OnnxModel,
  sites: readonly AttentionSite[],
  ids: IdInputs,
  session: InferenceSession,
  sample: ModelInputs,
  padId: number,
): Promise<TriedLayout> {
  const { Tensor } = await loadRuntime();
  const names = [...new Set(sites.flatMap(({ tensors }) => tensors.probabilities ?? []))];
  const inputs = modelInputs(graph.inputs, ids);
  const declared = declaredLayout(inputs);
  const maps = sites.reduce((count, { heads }) => count + (heads ?? mostHeads), 0);
  checkSize(declared, maps);
  const trial = {
    inputs,
    sites,
    sample,
    run: async (given: ModelInputs, layout: InputLayout) => {
      const feeds = modelFeeds(graph.inputs, given, Tensor, ids, { ...layout, padId });
      const computed = await session.run(feeds, names.map(fetchedName));
      // Names are the graph's, and may be those that objects have without being given them.
      const byName = Object.create(null) as Record<string, Tensor>;
      for (const name of names) byName[name] = computed[fetchedName(name)]!;
      return byName;
    },
  } satisfies LayoutTrial;
  return triedLayout(trial, declared, constantSizes(graph, sites, maps));
}

/** @throws Failure `modelUnsupported` */
function checkSize({ batch, lengths }: InputLayout, maps: number): void {
  const longest = Math.max(0, ...Object.values(lengths).map((length) => length ?? 0));
  if (batch <= maximumBatch && longest <= longestSequence(maps * batch)) return;
  throw new Failure(
    "modelUnsupported",
    l10n.t(
      "This model reads exactly {0} sequences of {1} tokens at once, whose attention is too large to hold; export it with dynamic axes.",
      batch,
      longest,
    ),
  );
}

/** The sizes that all sites' maps have by the constants of a graph, `[batch, heads, N, N]`, as far as they can be held. */
function constantSizes(graph: OnnxModel["graph"], sites: readonly AttentionSite[], maps: number): ConstantSizes {
  const values = new StaticValues(new GraphIndex(graph));
  const shapes = sites.map(({ tensors }) => values.shape(tensors.probabilities ?? "") ?? []);
  const same = (of: (shape: readonly (number | null)[]) => number | null | undefined) => {
    const size = of(shapes[0] ?? []) ?? null;
    return size !== null && size > 1 && shapes.every((shape) => of(shape) === size) ? size : null;
  };
  const length = same((shape) => (shape.at(-1) === shape.at(-2) ? shape.at(-1) : null));
  const batch = same((shape) => (shape.length === 4 ? shape[0] : null));
  return {
    length: length !== null && length <= longestSequence(maps) ? length : null,
    batch: batch !== null && batch <= maximumBatch ? batch : null,
  };
}
