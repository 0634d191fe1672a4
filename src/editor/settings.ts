import { totalmem } from "node:os";
import * as vscode from "vscode";
import { executionProviders, type ExecutionProvider } from "../attention/trace.js";
import { nugetIndex } from "../encoder/cuda/cudaPackage.js";
import { defaultRunTime, defaultTraceBytes, runTimes, traceBytes, tracesShare } from "../encoder/limits.js";
import type { HoverAttention } from "./keptText.js";
import { fewestTokens, mostTokens } from "./limits.js";
import { trustedSetting } from "./trustedSetting.js";

/** The person's settings, as they are at the moment of reading. */
export interface Settings {
  /** A path that may hold variables, `bundled`, or "" for what was chosen. */
  readonly encoder: string;
  readonly executionProvider: ExecutionProvider | "auto";
  /** Absolute path of an onnxruntime-node of one's own, or "" for the one that comes with the extension. */
  readonly onnxruntimePath: string;
  /** The index of the NuGet feed that CUDA support is taken from. */
  readonly cudaFeed: string;
  /** The longest sequence, special tokens included. */
  readonly maximumTokens: number;
  /** True if the person set `maximumTokens`, be it to its default. */
  readonly maximumTokensAsked: boolean;
  /** Milliseconds that a run may take. */
  readonly runDeadline: number;
  /** Bytes that all traces together may have; a share of this machine's memory at most. */
  readonly traceBytes: number;
  readonly hoverEnabled: boolean;
  readonly hoverAttention: HoverAttention;
}

/** What a hand-written settings.json holds is not bound by the manifest: a value it does not allow is read as the default. */
export function settings(): Settings {
  const configuration = vscode.workspace.getConfiguration("attentionInspector");
  const { isTrusted } = vscode.workspace;
  const valueOf = (key: string) => trustedSetting(configuration, key, isTrusted);
  const chosen = <T extends string>(key: string, allowed: readonly T[], fallback: T): T =>
    allowed.find((value) => value === valueOf(key)) ?? fallback;
  const tokens = valueOf("maximumTokens");
  const seconds = valueOf("runDeadline");
  const megabytes = valueOf("traceMemory");
  const text = (key: string) => {
    const value = valueOf(key);
    return typeof value === "string" ? value.trim() : "";
  };
  const isAllowed = typeof tokens === "number" && tokens >= fewestTokens && tokens <= mostTokens;
  return {
    encoder: text("encoder"),
    executionProvider: chosen("executionProvider", ["auto", ...executionProviders], "auto"),
    onnxruntimePath: text("onnxruntimePath"),
    cudaFeed: text("cudaFeed") || nugetIndex,
    maximumTokens: isAllowed ? Math.floor(tokens) : 512,
    maximumTokensAsked: isAllowed && isSet(configuration, "maximumTokens"),
    runDeadline:
      typeof seconds === "number" && seconds * 1000 >= runTimes[0] && seconds * 1000 <= runTimes[1]
        ? seconds * 1000
        : defaultRunTime,
    traceBytes: Math.min(
      typeof megabytes === "number" && megabytes * 1e6 >= traceBytes[0] && megabytes * 1e6 <= traceBytes[1]
        ? megabytes * 1e6
        : defaultTraceBytes,
      totalmem() * tracesShare,
    ),
    hoverEnabled: valueOf("hover.enabled") !== false,
    hoverAttention: chosen("hover.attention", ["headInView", "lastLayerMean"], "headInView"),
  };
}

/** True if a person has given a setting a value, in whichever settings.json. */
function isSet(configuration: vscode.WorkspaceConfiguration, key: string): boolean {
  const { globalValue, workspaceValue, workspaceFolderValue } = configuration.inspect(key) ?? {};
  return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
}
