import { homedir } from "node:os";
import * as vscode from "vscode";
import type { EncoderLocation, EncoderPlace } from "../encoder/encoderLocation.js";
import { plain } from "./plain.js";
import { sizeLabel } from "./sizeLabel.js";

export type EncoderAction = "browseFolder" | "browseFile" | "download" | "trust";

/** A row of the list of encoders: an encoder, something to do instead, or a heading (neither). */
export interface EncoderItem extends vscode.QuickPickItem {
  readonly encoder?: EncoderLocation;
  readonly action?: EncoderAction;
}

const order: readonly EncoderPlace[] = ["bundled", "recent", "workspace", "cache", "downloaded"];

/** The rows for what was found so far; each encoder stands once, under the first heading that it belongs to. */
export function encoderItems(found: readonly EncoderLocation[], current: string | null): EncoderItem[] {
  const seen = new Set<string>();
  const items: EncoderItem[] = [];
  for (const place of order) {
    const here = found.filter(({ where, path }) => where === place && !seen.has(path) && seen.add(path));
    const trust: EncoderItem[] =
      place === "workspace" && !vscode.workspace.isTrusted
        ? [
            {
              label: vscode.l10n.t("$(workspace-untrusted) Trust this workspace to use its encoders…"),
              action: "trust",
            },
          ]
        : [];
    const rows = [...here.map((encoder) => itemOf(encoder, current)), ...trust];
    if (rows.length > 0) items.push(heading(headingOf(place)), ...rows);
  }
  return [
    ...items,
    heading(vscode.l10n.t("elsewhere")),
    { label: vscode.l10n.t("$(folder-opened) Browse for a Folder…"), action: "browseFolder", alwaysShow: true },
    { label: vscode.l10n.t("$(file) Browse for an .onnx File…"), action: "browseFile", alwaysShow: true },
    { label: vscode.l10n.t("$(cloud-download) Download from Hugging Face…"), action: "download", alwaysShow: true },
  ];
}

export function itemOf(encoder: EncoderLocation, current: string | null): EncoderItem {
  const { path, name, variant, bytes, where } = encoder;
  const isCurrent = path === current;
  const facts = [variant, sizeLabel(bytes), isCurrent ? vscode.l10n.t("in use") : ""].filter((fact) => fact !== "");
  return {
    label: `${isCurrent ? "$(check) " : ""}${plain(name)}`,
    description: plain(facts.join(" · ")),
    ...(where !== "bundled" && { detail: plain(shortPath(path)) }),
    encoder,
  };
}

/** A path as people write it: from the workspace's folder, or from their own. */
function shortPath(path: string): string {
  const relative = vscode.workspace.asRelativePath(path);
  const home = homedir();
  return relative.startsWith(`${home}/`) ? `~${relative.slice(home.length)}` : relative;
}

function heading(label: string): EncoderItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function headingOf(place: EncoderPlace): string {
  switch (place) {
    case "bundled":
      return vscode.l10n.t("comes with the extension");
    case "recent":
      return vscode.l10n.t("used before");
    case "workspace":
      return vscode.l10n.t("workspace");
    case "cache":
      return vscode.l10n.t("Hugging Face cache");
    case "downloaded":
      return vscode.l10n.t("downloaded");
  }
}
