import type * as vscode from "vscode";

/**
 * The settings whose value in a workspace counts only once the person trusts it: they choose what is run, and how much
 * time and memory it may take. package.json lists the same under `restrictedConfigurations`.
 */
export const restrictedSettings = [
  "encoder",
  "executionProvider",
  "maximumTokens",
  "runDeadline",
  "traceMemory",
] as const;

/** The settings that name code to load or a server to download from: no workspace may set them, trusted or not. */
export const machineSettings = ["onnxruntimePath", "cudaFeed"] as const;

type Configuration = Pick<vscode.WorkspaceConfiguration, "get" | "inspect">;

/**
 * The value of a setting of `attentionInspector`. VS Code applies the manifest's scopes and restrictions; this applies
 * them once more, so that a value of the workspace counts for nothing even if VS Code passes it on.
 */
export function trustedSetting(configuration: Configuration, key: string, isTrusted: boolean): unknown {
  const isOneOf = (keys: readonly string[]) => keys.includes(key);
  if (!isOneOf(machineSettings) && (isTrusted || !isOneOf(restrictedSettings))) return configuration.get(key);
  return ownSetting(configuration, key);
}

/** The value of a setting that the person or VS Code gave it, whatever the workspace says. */
export function ownSetting(configuration: Configuration, key: string): unknown {
  const inspected = configuration.inspect(key);
  return inspected?.globalValue ?? inspected?.defaultValue;
}
