import { shownName } from "../../attention/shownName.js";
import { Failure } from "../../protocol/failure.js";
import { newestFormat, newestOperatorSets } from "../limits.js";
import { allNodes } from "./graphTensors.js";
import type { OnnxModel } from "./model.js";

/** Domains whose operators ONNX Runtime brings itself. */
const ownDomains: ReadonlySet<string> = new Set([
  "",
  "ai.onnx",
  "ai.onnx.ml",
  "ai.onnx.preview.training",
  "com.microsoft",
  "com.microsoft.nchwc",
  "com.ms.internal.nhwc",
  "com.microsoft.experimental",
  "org.pytorch.aten",
]);

/** Custom operators that a sentence names; the others are counted. */
const named = 3;

/**
 * Checks that ONNX Runtime can know a model's operators: none of a custom library, and none of a later version.
 *
 * @param path the model's, for the message
 * @throws Failure `modelUnsupported`
 */
export function checkOperators(model: OnnxModel, path: string): void {
  checkVersions(model, path);
  const custom = new Set<string>();
  for (const { domain, operator } of allNodes(model)) {
    if (ownDomains.has(domain) || model.functions.has(`${domain}::${operator}`)) continue;
    custom.add(`${domain}:${operator}`);
  }
  if (custom.size === 0) return;
  const names = [...custom].slice(0, named).map((name) => shownName(name));
  const more = custom.size > named ? ` and ${custom.size - named} more` : "";
  throw unsupported(path, `needs ${names.join(", ")}${more}`, "custom libraries are never loaded");
}

function checkVersions({ irVersion, operatorSets }: OnnxModel, path: string): void {
  for (const [domain, version] of operatorSets) {
    const newest = newestOperatorSets.get(domain === "ai.onnx" ? "" : domain);
    if (newest === undefined || version <= newest) continue;
    const set = domain === "" || domain === "ai.onnx" ? "opset" : `${domain} opset`;
    const fault = `uses ${set} ${version}, and ONNX Runtime 1.30 knows none after ${newest}`;
    throw unsupported(path, fault, "export it with a lower opset");
  }
  if (irVersion <= newestFormat) return;
  const fault = `is of format version ${irVersion}, and ONNX Runtime 1.30 knows none after ${newestFormat}`;
  throw unsupported(path, fault, "save it with an earlier version of onnx");
}

function unsupported(path: string, fault: string, advice: string): Failure {
  return new Failure("modelUnsupported", `${shownName(path, 300)} ${fault}; ${advice}.`);
}
