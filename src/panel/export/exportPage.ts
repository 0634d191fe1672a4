import * as vscode from "vscode";
import type { TracedText } from "../../editor/tracedText.js";
import type { Provenance } from "../../export/provenance.js";
import type { OfMap } from "../../protocol/traceMethods.js";
import { pageLanguage } from "../pageLanguage.js";
import type { ExportParts } from "./exportView.js";
import { pageContent } from "./pageContent.js";
import { readStandaloneCode } from "./readStandaloneCode.js";
import { savePieces } from "./savePieces.js";
import { standaloneFile } from "./standaloneFile.js";

/** What is shown of a trace, and where it comes from. */
interface ShownMap extends OfMap {
  readonly text: TracedText;
  readonly provenance: Provenance;
}

/**
 * Writes what a panel shows as a page of its own, which needs no VS Code.
 *
 * @throws Failure as the encoder's process reports it; what `signal` was aborted with, or the file system throws
 */
export async function exportPage(
  target: vscode.Uri,
  { text, heads, recipe, provenance }: ShownMap,
  { current, traces, preferences, extensionUri, log }: ExportParts,
  signal: AbortSignal,
): Promise<void> {
  const { trace, title, notices } = text;
  const inView = heads.heads.find(({ layer, head }) => layer === current.view.layer && head === current.view.head);
  const onScreen = {
    trace,
    title,
    notices,
    heads,
    view: { group: heads.group, ...(inView ?? heads.heads[0]!) },
    preferences: { ...preferences.read(), recipe },
    provenance,
    language: await pageLanguage(extensionUri, log),
  };
  const code = await readStandaloneCode(vscode.Uri.joinPath(extensionUri, "dist").fsPath);
  const content = await pageContent(onScreen, traces, signal);
  await savePieces(target, standaloneFile(content, code), signal);
}
