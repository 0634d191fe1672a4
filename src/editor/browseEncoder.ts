import * as vscode from "vscode";
import type { EncoderLocation } from "../encoder/encoderLocation.js";
import { encoderAt } from "../encoder/encodersInFolder.js";
import { searchEncoders } from "../encoder/encoderSearch.js";
import { Failure } from "../protocol/failure.js";
import { rowOf } from "./encoderRows.js";
import { pickRow } from "./picker.js";

/**
 * Lets the person choose a file or a folder. Of a folder with several encoders one is chosen in a list.
 *
 * @returns null where they choose none
 * @throws Failure `encoderMissing` where there is none
 */
export async function browseEncoder(folders: boolean): Promise<EncoderLocation | null> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Choose Encoder"),
    openLabel: vscode.l10n.t("Choose"),
    canSelectFiles: !folders,
    canSelectFolders: folders,
    ...(!folders && { filters: { ONNX: ["onnx"] } }),
  });
  const path = chosen?.[0]?.fsPath;
  if (path === undefined) return null;
  if (!folders) {
    const encoder = await encoderAt(path, { where: "recent" });
    if (encoder !== null) return encoder;
    throw new Failure("encoderMissing", vscode.l10n.t("{0} is no .onnx file; choose one that is.", path));
  }
  const found: EncoderLocation[] = [];
  const searching = new AbortController();
  for await (const encoder of searchEncoders(path, { where: "recent" }, searching.signal)) found.push(encoder);
  if (found.length === 0) {
    throw new Failure("encoderMissing", vscode.l10n.t("{0} holds no .onnx file; choose a folder that does.", path));
  }
  if (found.length === 1) return found[0]!;
  const rows = found.map((encoder) => rowOf(encoder, null));
  const row = await pickRow(rows, { title: vscode.l10n.t("Choose Encoder"), matchOnDescription: true });
  return row?.encoder ?? null;
}
