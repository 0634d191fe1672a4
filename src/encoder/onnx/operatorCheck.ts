import * as l10n from "@vscode/l10n";
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
  const shown = shownName(path, 300);
  throw unsupported(
    custom.size > named
      ? l10n.t(
          "{0} needs {1} and {2} more; custom libraries are never loaded.",
          shown,
          names.join(", "),
          custom.size - named,
        )
      : l10n.t("{0} needs {1}; custom libraries are never loaded.", shown, names.join(", ")),
  );
}

function checkVersions({ irVersion, operatorSets }: OnnxModel, path: string): void {
  const shown = shownName(path, 300);
  for (const [domain, version] of operatorSets) {
    const newest = newestOperatorSets.get(domain === "ai.onnx" ? "" : domain);
    if (newest === undefined || version <= newest) continue;
    throw unsupported(
      domain === "" || domain === "ai.onnx"
        ? l10n.t(
            "{0} uses opset {1}, and ONNX Runtime 1.30 knows none after {2}; export it with a lower opset.",
            shown,
            version,
            newest,
          )
        : l10n.t(
            "{0} uses {1} opset {2}, and ONNX Runtime 1.30 knows none after {3}; export it with a lower opset.",
            shown,
            shownName(domain),
            version,
            newest,
          ),
    );
  }
  if (irVersion <= newestFormat) return;
  throw unsupported(
    l10n.t(
      "{0} is of format version {1}, and ONNX Runtime 1.30 knows none after {2}; save it with an earlier version of onnx.",
      shown,
      irVersion,
      newestFormat,
    ),
  );
}

function unsupported(sentence: string): Failure {
  return new Failure("modelUnsupported", sentence);
}
