import { join } from "node:path";
import * as vscode from "vscode";
import { oneHead } from "./attention/headSet.js";
import { plainRecipe } from "./attention/recipe.js";
import type { TraceSummary } from "./attention/trace.js";
import { AttentionHover } from "./editor/attentionHover.js";
import { registerCommands } from "./editor/commands.js";
import { ChosenEncoder } from "./editor/chosenEncoder.js";
import { CurrentTrace } from "./editor/currentTrace.js";
import { keptTraces } from "./editor/keptTraces.js";
import { LastEditor } from "./editor/lastEditor.js";
import { openLog } from "./editor/log.js";
import { settings } from "./editor/settings.js";
import { ShowAttention } from "./editor/showAttention.js";
import { showWithEncoder } from "./editor/showWithEncoder.js";
import { traceStatus } from "./editor/traceStatus.js";
import { CudaInstallation } from "./encoder/cuda/cudaInstallation.js";
import { EncoderClient } from "./encoder/encoderClient.js";
import { Traces } from "./encoder/traces.js";
import { AttentionPanel, panelType, type PaintedTrace } from "./panel/attentionPanel.js";
import { KeptPreferences } from "./panel/keptPreferences.js";
import { ModelEditor } from "./panel/modelEditor.js";
import { Panels } from "./panel/panels.js";
import { RestoredPanel } from "./panel/restoredPanel.js";
import type { Preferences } from "./protocol/look.js";
import type { ModelPaintReport } from "./protocol/modelPageProtocol.js";
import type { KeptTraces } from "./protocol/pageProtocol.js";

/** What other extensions, and the tests, may read. */
export interface AttentionInspector {
  /** The trace that is shown, or null. */
  currentTrace(): TraceSummary | null;
  /** `[N]` the weights that a token of it attends with, in one head; null when there is none. @throws Failure */
  attentionRow(layer: number, head: number, query: number): Promise<Float32Array | null>;
  /** The traces that can be shown again, from the oldest to the newest. */
  keptTraces(): KeptTraces;
  /** How the panel's views are set in this workspace. */
  preferences(): Preferences;
  /** What the panel has last shown, or null. */
  inPanel(): PaintedTrace | null;
  /** What an editor of an .onnx file has last shown, or null. */
  modelInEditor(): ModelPaintReport | null;
}

/** Wires the extension; nothing native is loaded and no process started before the first run. */
export function activate(context: vscode.ExtensionContext): AttentionInspector {
  const log = openLog("Attention Inspector");
  const cuda = new CudaInstallation(
    context.globalStorageUri.fsPath,
    context.asAbsolutePath("node_modules/onnxruntime-node/bin/napi-v6/linux/x64"),
  );
  const client = new EncoderClient({
    processPath: context.asAbsolutePath("dist/encoderProcess.js"),
    log: (level, message) => log[level](message),
    translation: vscode.l10n.uri?.fsPath ?? null,
    runtimePath: async () => settings().onnxruntimePath || ((await cuda.installed()) && cuda.folder),
  });
  const traces = new Traces(client, () => settings().traceBytes);
  const preferences = new KeptPreferences(context.workspaceState);
  const current = new CurrentTrace(traces, log, preferences.read().recipe);
  const lastEditor = new LastEditor();
  const chosen = new ChosenEncoder(context, context.asAbsolutePath("media/encoder"));
  const showAttention = new ShowAttention(traces, current, () => chosen.path());
  const { extensionUri } = context;
  const panels = new Panels(
    (panel) =>
      new AttentionPanel(panel, {
        extensionUri,
        current,
        showAttention,
        preferences,
        traces,
        memory: context.workspaceState,
        log,
      }),
  );
  const store = join(context.globalStorageUri.fsPath, "encoders");
  const ensureView = () => panels.ensure();
  const parts = { current, showAttention, chosen, store, cuda, lastEditor, log, ensureView };
  const modelEditor = new ModelEditor({
    extensionUri,
    client,
    log,
    showAttention: (path) => showWithEncoder(path, parts),
  });
  context.subscriptions.push(
    client,
    current,
    chosen,
    showAttention,
    lastEditor,
    panels,
    registerCommands(parts),
    modelEditor,
    traceStatus(current, chosen),
    vscode.languages.registerHoverProvider("*", new AttentionHover(current)),
    vscode.window.registerWebviewPanelSerializer(panelType, new RestoredPanel(panels, current, showAttention, log)),
    // Last, for the others still write to it as they end.
    log,
  );
  return {
    currentTrace: () => current.text?.trace ?? null,
    attentionRow: async (layer, head, query) => {
      const trace = current.text?.trace.id;
      if (trace === undefined) return null;
      const heads = oneHead({ group: "encoder", layer, head });
      return traces.call("attentionRow", { trace, heads, recipe: plainRecipe, query });
    },
    keptTraces: () => keptTraces(current),
    preferences: () => preferences.read(),
    inPanel: () => panels.painted,
    modelInEditor: () => modelEditor.painted,
  };
}
