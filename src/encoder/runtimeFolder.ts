import { readFile, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { shownPath } from "./shownPath.js";
import { Failure } from "../protocol/failure.js";

/** The version of onnxruntime-node that the extension comes with, and is tested with. */
export const testedRuntimeVersion = "1.30.0";

/** The native part of onnxruntime-node. */
export const bindingName = "onnxruntime_binding.node";

/** What the folder of a CUDA installation has, and nothing else. */
export const installationRecord = "installed.json";

/** A folder with an onnxruntime-node in it. */
export interface RuntimeFolder {
  readonly path: string;
  /** A whole package, or its native part alone, for which the bundled JavaScript does. */
  readonly kind: "package" | "binding";
  /** null where nothing says it. */
  readonly version: string | null;
}

const manifest = v.object({ name: v.literal("onnxruntime-node"), version: v.string() });
const record = v.object({ version: v.string() });

/**
 * Looks what onnxruntime-node is in a folder, before any of it is loaded.
 *
 * @throws Failure `runtimeUnusable`
 */
export async function readRuntimeFolder(path: string): Promise<RuntimeFolder> {
  if (!isAbsolute(path)) {
    throw new Failure(
      "runtimeUnusable",
      l10n.t(
        "attentionInspector.onnxruntimePath must be an absolute path and is {0}; correct it or empty it.",
        shownPath(path),
      ),
    );
  }
  const found = await stat(path).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (found instanceof Error) {
    throw unusable(
      found.code === "ENOENT"
        ? l10n.t("{0} does not exist; correct attentionInspector.onnxruntimePath or empty it.", shownPath(path))
        : l10n.t(
            "{0} cannot be read ({1}); correct attentionInspector.onnxruntimePath or empty it.",
            shownPath(path),
            String(found.code),
          ),
    );
  }
  if (!found.isDirectory()) {
    throw unusable(
      l10n.t("{0} is not a folder; correct attentionInspector.onnxruntimePath or empty it.", shownPath(path)),
    );
  }
  const version = await versionOf(path);
  if (version !== null) return { path, kind: "package", version };
  const binding = await stat(join(path, bindingName)).catch(() => null);
  if (binding?.isFile()) {
    // As it lies in a package: bin/napi-v6/<platform>/<architecture>.
    const packaged = await versionOf(join(path, "../../../.."));
    return { path, kind: "binding", version: packaged ?? (await installedVersion(path)) };
  }
  throw unusable(
    l10n.t(
      "{0} holds no onnxruntime-node: neither its package.json nor {1}; correct attentionInspector.onnxruntimePath or empty it.",
      shownPath(path),
      bindingName,
    ),
  );
}

function unusable(sentence: string): Failure {
  return new Failure("runtimeUnusable", sentence);
}

async function versionOf(folder: string): Promise<string | null> {
  return readVersion(join(folder, "package.json"), manifest);
}

async function installedVersion(folder: string): Promise<string | null> {
  return readVersion(join(folder, installationRecord), record);
}

async function readVersion(
  file: string,
  schema: v.GenericSchema<unknown, { readonly version: string }>,
): Promise<string | null> {
  try {
    return v.parse(schema, JSON.parse(await readFile(file, "utf8"))).version;
  } catch {
    return null;
  }
}
