import * as vscode from "vscode";
import type { CurrentTrace } from "../../editor/currentTrace.js";
import { showFailure } from "../../editor/failureMessage.js";
import { withDelayedProgress } from "../../editor/progress.js";
import { traceGone } from "../../encoder/traceGone.js";
import type { Traces } from "../../encoder/traces.js";
import { exportFormats } from "../../export/exportFormats.js";
import { fileName } from "../../export/fileName.js";
import type { Call } from "../../protocol/channel.js";
import { attentionLeftOf } from "../../protocol/attentionLeftOf.js";
import { exportedNumbers } from "../../protocol/exportedNumbers.js";
import { Failure } from "../../protocol/failure.js";
import type { ExportReply } from "../../protocol/exportProtocol.js";
import { headsOfExport } from "../../protocol/headsOfExport.js";
import { selectionOf } from "../../protocol/selectionOf.js";
import type { KeptPreferences } from "../keptPreferences.js";
import { encoderHash } from "./encoderHash.js";
import { exportInWorker } from "./exportInWorker.js";
import { checkedExport } from "./exportMessages.js";
import { exportPage } from "./exportPage.js";
import { provenanceOf } from "./provenanceOf.js";
import { askWhereToSave, nameOf, saveExport, showSaved } from "./saveExport.js";
import type { Log } from "../../editor/log.js";

/** What exports are made with. */
export interface ExportParts {
  readonly extensionUri: vscode.Uri;
  readonly current: CurrentTrace;
  readonly traces: Traces;
  /** How the views are set. */
  readonly preferences: KeptPreferences;
  readonly log: Log;
  /** Of the workspace: where the last export went. */
  readonly memory: vscode.Memento;
}

/**
 * Saves what a page shows where the person wants it. Once it has been asked for it goes on without the page, which is gone
 * as soon as its panel is hidden: what fails then is told in VS Code.
 *
 * @param request an `ExportRequest`, which is checked
 * @throws Failure `badRequest`, `traceGone`, `cannotWrite`, or what the encoder's process reports
 */
export async function exportView(request: unknown, call: Call, parts: ExportParts): Promise<ExportReply> {
  try {
    return await exported(request, call.signal, parts);
  } catch (thrown) {
    // A page that is there tells it itself.
    if (call.signal.aborted) void showFailure(Failure.from(thrown), parts.log);
    throw thrown;
  }
}

async function exported(request: unknown, page: AbortSignal, parts: ExportParts): Promise<ExportReply> {
  const { format, figure, png, table, ...map } = await checkedExport(request, page);
  const text = parts.current.kept.find(({ trace }) => trace.id === map.trace);
  if (!text) throw traceGone();
  const name = fileName(text.title, headsOfExport({ ...map, format, table }), format);
  const target = await askWhereToSave(name, format, parts.memory);
  if (target === null) return { saved: null };
  const controller = new AbortController();
  const { signal } = controller;
  const folder = vscode.Uri.joinPath(parts.extensionUri, "dist").fsPath;
  const replaced = await withDelayedProgress(vscode.l10n.t("Exporting"), controller, async () => {
    const encoder = parts.traces.encoderOf(map.trace);
    const { holds } = exportFormats[format];
    // A page of its own holds everything.
    const selection = holds === "page" ? null : selectionOf(text.trace, map, table, holds);
    const left = holds === "page" ? null : await attentionLeftOf(map, table, parts.traces, signal);
    const provenance = provenanceOf(text, map, left, selection, encoder === null ? null : await encoderHash(encoder));
    if (format === "html") {
      await saveExport(target, () => exportPage(target, { text, ...map, provenance }, parts, signal), parts.memory);
      return [];
    }
    const numbers = holds === "table" ? await exportedNumbers(text.trace, map, table, parts.traces, signal) : null;
    const content = { figure, png, table: numbers, provenance };
    const file = await exportInWorker(format, content, { folder, log: parts.log }, signal);
    await saveExport(target, () => vscode.workspace.fs.writeFile(target, file.bytes), parts.memory);
    return file.replaced;
  });
  // Not awaited: the message may stay on screen for long.
  void showSaved(target, replaced);
  return { saved: nameOf(target) };
}
