import { basename, dirname, isAbsolute } from "node:path";
import { setImmediate } from "node:timers/promises";
import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import type { Call } from "../protocol/channel.js";
import { Failure } from "../protocol/failure.js";
import type {
  DescribeRequest,
  Listed,
  ModelDescription,
  PositionFacts,
  SiteFacts,
  ValueFacts,
} from "../protocol/modelDescription.js";
import { describingDeadline } from "./deadlines.js";
import { longestShownName, longestShownReason, longestShownShape, maximumListed } from "./limits.js";
import { halfSentence, modelHalf } from "./modelHalf.js";
import type { AttentionSite } from "./onnx/attentionSite.js";
import { attentionSites } from "./onnx/attentionSites.js";
import { elementTypeName } from "./onnx/elementTypeName.js";
import { checkExternalData } from "./onnx/externalDataCheck.js";
import { allTensors } from "./onnx/graphTensors.js";
import type { OnnxModel, OnnxValue } from "./onnx/model.js";
import { checkModelFile } from "./onnx/modelFileCheck.js";
import { checkOperators } from "./onnx/operatorCheck.js";
import type { FoundEncoding } from "./onnx/positions/foundEncoding.js";
import { positionalEncodings } from "./onnx/positions/positionalEncodings.js";
import { readModelFile } from "./readSites.js";

/**
 * Tells what an .onnx file holds: its graph is read, nothing is run, and its weights need not be there.
 *
 * @throws Failure `cancelled`, `modelUnreadable`; `tookTooLong` from whoever heeds the deadline
 */
export async function describeModel({ path }: DescribeRequest, { signal, progress }: Call): Promise<ModelDescription> {
  if (typeof path !== "string" || !isAbsolute(path)) {
    throw new Failure("badRequest", l10n.t("Only a file named by its whole path can be described."));
  }
  progress(l10n.t("Reading the model"), describingDeadline());
  // A turn of the event loop, in which a cancellation is read: what follows blocks it.
  await setImmediate();
  if (signal.aborted) throw Failure.cancelled();
  const { size } = await checkModelFile(path);
  const model = readModelFile(path);
  const { producer, graph } = model;
  const found = attentionSites(model);
  const { sites, blocked } = found;
  const { encodings, reason: noPositions } = positionalEncodings(model, found);
  return {
    name: named(basename(path)),
    bytes: size,
    producer: producer === "" ? "" : named(producer),
    operatorSets: listed([...model.operatorSets], ([domain, version]) => ({
      domain: domain === "" ? "ai.onnx" : named(domain),
      version,
    })),
    nodes: graph.nodes.length,
    inputs: listed(graph.inputs, valueFacts),
    outputs: listed(graph.outputs, valueFacts),
    externalFiles: listed(externalFiles(model), named),
    sites: listed(sites, siteFacts),
    blocked: listed(blocked, ({ node, operator, reason }) => ({
      node: named(node),
      operator: named(operator),
      reason: shownName(reason, longestShownReason),
    })),
    positions: listed(encodings, positionFacts),
    noPositions,
    fault: await fault(model, path),
  };
}

/** What keeps a model from being run, of all that can be known without running it. */
async function fault(model: OnnxModel, path: string): Promise<string | null> {
  try {
    checkOperators(model, path);
    await checkExternalData(model, path);
    const half = await modelHalf({ model: path, folder: dirname(path) }, model);
    return half?.half === "decoder" ? halfSentence(half) : null;
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown.message;
    throw thrown;
  }
}

function externalFiles(model: OnnxModel): string[] {
  const files = new Set<string>();
  for (const { external } of allTensors(model)) if (external !== null) files.add(external.location);
  return [...files];
}

function siteFacts(site: AttentionSite): SiteFacts {
  const { group, layer, heads, keyHeads, headDimension, scale, mask, bias } = site;
  const [node, operator] = [named(site.node), named(site.operator)];
  return { group, layer, node, operator, heads, keyHeads, headDimension, scale, mask, bias };
}

function positionFacts({ kind, place, group, layers, shape }: FoundEncoding): PositionFacts {
  const axes = shape.slice(0, longestShownShape).map((axis) => (typeof axis === "string" ? named(axis) : axis));
  return { kind, place, group, layers: layers.slice(0, maximumListed), shape: axes };
}

function valueFacts({ name, elementType, shape }: OnnxValue): ValueFacts {
  const axes = shape?.slice(0, longestShownShape).map((axis) => (typeof axis === "string" ? named(axis) : axis));
  if (axes && shape!.length > longestShownShape) axes.push("…");
  return { name: named(name), type: elementTypeName(elementType), shape: axes ?? null };
}

function listed<T, Shown>(all: readonly T[], shown: (entry: T) => Shown): Listed<Shown> {
  return { entries: all.slice(0, maximumListed).map((entry) => shown(entry)), total: all.length };
}

function named(name: string): string {
  return shownName(name, longestShownName);
}
