import * as vscode from "vscode";
import { downloadChoices, type DownloadChoice } from "../encoder/download/downloadChoice.js";
import { downloadEncoder } from "../encoder/download/downloadEncoder.js";
import { Hub } from "../encoder/download/hub.js";
import { parseModelReference } from "../encoder/download/modelReference.js";
import { readModelRepository, type ModelRepository } from "../encoder/download/modelRepository.js";
import { proxiedFetch } from "../encoder/download/proxiedFetch.js";
import type { EncoderLocation } from "../encoder/encoderLocation.js";
import { Failure } from "../protocol/failure.js";
import { sizeLabel } from "./sizeLabel.js";
import { withPercentProgress } from "./percentProgress.js";
import { pickRow, typeLine } from "./picker.js";
import { proxyPreferences } from "./proxySettings.js";

/**
 * Asks for a model of the Hugging Face hub and for one of its .onnx files, shows licence and size, and downloads it.
 *
 * @returns null where the person turns back
 * @throws Failure
 */
export async function downloadFromHub(store: string): Promise<EncoderLocation | null> {
  const { HF_ENDPOINT: endpoint, HF_TOKEN: token } = process.env;
  const hub = new Hub({ fetchOnce: proxiedFetch(proxyPreferences(), process.env), endpoint, token });
  const { host } = hub.endpoint;
  const typed = await typeLine(
    {
      title: vscode.l10n.t("Download from Hugging Face"),
      prompt: vscode.l10n.t("A model on {0} that was exported to ONNX; @revision for another than main", host),
      placeHolder: "org/name",
    },
    (text) => (text.trim() === "" ? null : faultOf(text)),
  );
  if (typed === undefined || typed.trim() === "") return null;
  const model = parseModelReference(typed);
  const repository = await withPercentProgress(vscode.l10n.t("Looking up {0}", model.id), (signal) =>
    readModelRepository(hub, model, signal),
  );
  const choice = await pickFile(repository);
  if (choice === null) return null;
  const total = sizeLabel(choice.bytes);
  return withPercentProgress(vscode.l10n.t("Downloading {0}", model.id), (signal, report) =>
    downloadEncoder({
      hub,
      repository,
      choice,
      store,
      signal,
      onProgress: (received) =>
        report(received / choice.bytes, vscode.l10n.t("{0} of {1}", sizeLabel(received), total)),
    }),
  );
}

function faultOf(typed: string): string | null {
  try {
    parseModelReference(typed);
    return null;
  } catch (thrown) {
    return Failure.from(thrown).message;
  }
}

async function pickFile(repository: ModelRepository): Promise<DownloadChoice | null> {
  const { id, licence } = repository;
  const rows = downloadChoices(repository).map((choice) => ({
    label: choice.variant === "" ? vscode.l10n.t("whole model") : choice.variant,
    description: sizeLabel(choice.bytes),
    detail: choice.model,
    choice,
  }));
  const under = licence === null ? vscode.l10n.t("no licence stated") : vscode.l10n.t("licence {0}", licence);
  const row = await pickRow(rows, {
    title: `${id} · ${under}`,
    placeHolder: vscode.l10n.t("Which file to download"),
    ignoreFocusOut: true,
  });
  return row?.choice ?? null;
}
