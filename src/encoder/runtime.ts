import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as l10n from "@vscode/l10n";
import { shownPath } from "./shownPath.js";
import { Failure } from "../protocol/failure.js";
import {
  bindingName,
  installationRecord,
  readRuntimeFolder,
  testedRuntimeVersion,
  type RuntimeFolder,
} from "./runtimeFolder.js";
import { withoutTelemetry } from "./telemetry.js";
import { thrownMessage } from "./thrownMessage.js";

type Runtime = typeof import("onnxruntime-node");

const require = createRequire(__filename);

type Warn = (message: string) => void;

/** A process has one: native code cannot be loaded a second time from elsewhere. */
let chosen: { readonly path: string; readonly warn: Warn } | null = null;
let loading: Promise<Runtime> | null = null;

/**
 * Says which onnxruntime-node this process is to load in place of the bundled one; to be called before it loads any.
 *
 * @param path of a folder as `readRuntimeFolder` knows them
 * @param warn told where it is of another version than the tested one
 */
export function chooseRuntime(path: string, warn: Warn): void {
  chosen = { path, warn };
}

/**
 * ONNX Runtime, loaded when first needed.
 *
 * It throws what goes wrong; left to itself it would say it on standard error a second time. It sends no telemetry,
 * whatever this process's environment says.
 *
 * @throws Failure `runtimeUnusable` where another than the bundled one was chosen and cannot be loaded
 */
export function loadRuntime(): Promise<Runtime> {
  // One that cannot be loaded is tried again the next time: its folder may have been put right.
  return (loading ??= load().catch((thrown: unknown) => {
    loading = null;
    throw thrown;
  }));
}

async function load(): Promise<Runtime> {
  Object.assign(process.env, withoutTelemetry);
  const runtime = chosen === null ? await import("onnxruntime-node") : await loadFrom(chosen.path, chosen.warn);
  runtime.env.logLevel = "fatal";
  return runtime;
}

async function loadFrom(path: string, warn: Warn): Promise<Runtime> {
  const folder = await readRuntimeFolder(path);
  if (folder.version !== testedRuntimeVersion) {
    const version = folder.version ?? "an unknown version";
    warn(`${path} is onnxruntime-node ${version}; Attention Inspector was tested with ${testedRuntimeVersion}.`);
  }
  try {
    const runtime: Partial<Runtime> = folder.kind === "package" ? (require(path) as Runtime) : loadWithBinding(folder);
    if (typeof runtime.InferenceSession?.create === "function" && typeof runtime.listSupportedBackends === "function") {
      return runtime;
    }
  } catch (thrown) {
    throw notLoaded(path, thrown);
  }
  throw new Failure(
    "runtimeUnusable",
    l10n.t(
      "{0} is not an onnxruntime-node that this version knows; correct attentionInspector.onnxruntimePath or empty it.",
      shownPath(path),
    ),
  );
}

/** The bundled JavaScript asks for the native part by a path of its own: it is given the other one there. */
function loadWithBinding({ path }: RuntimeFolder): Runtime {
  const own = require.resolve(join(path, bindingName));
  require(own);
  const folder = join(dirname(require.resolve("onnxruntime-node/package.json")), "bin/napi-v6");
  const bundled = require.resolve(join(folder, process.platform, process.arch, bindingName));
  require.cache[bundled] = require.cache[own]!;
  return require("onnxruntime-node") as Runtime;
}

function notLoaded(path: string, thrown: unknown): Failure {
  const detail = thrownMessage(thrown);
  if (!existsSync(join(path, installationRecord))) {
    return new Failure(
      "runtimeUnusable",
      l10n.t(
        "{0} could not be loaded (the log has the system's reason); correct attentionInspector.onnxruntimePath or empty it.",
        shownPath(path),
      ),
      detail,
    );
  }
  return new Failure(
    "runtimeUnusable",
    l10n.t("The installed CUDA support could not be loaded; run Attention: Install CUDA Support to install it again."),
    detail,
  );
}
