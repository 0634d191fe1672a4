import { homedir } from "node:os";
import * as vscode from "vscode";
import type { EncoderLocation, EncoderPlace } from "../encoder/encoderLocation.js";
import type { Row } from "./picker.js";
import { sizeLabel } from "./sizeLabel.js";

export type EncoderAction = "browseFolder" | "browseFile" | "download" | "trust";

/** A row of the list of encoders: an encoder, something to do instead, or a heading (neither). */
export interface EncoderRow extends Row {
  readonly encoder?: EncoderLocation;
  readonly action?: EncoderAction;
}

const order: readonly EncoderPlace[] = ["bundled", "recent", "workspace", "cache", "downloaded"];

/** The rows for what was found so far; each encoder stands once, under the first heading that it belongs to. */
export function encoderRows(found: readonly EncoderLocation[], current: string | null): EncoderRow[] {
  const seen = new Set<string>();
  const rows: EncoderRow[] = [];
  for (const place of order) {
    const here = found.filter(({ where, path }) => where === place && !seen.has(path) && seen.add(path));
    const encoders: EncoderRow[] = here.map((encoder) => rowOf(encoder, current));
    if (place === "workspace" && !vscode.workspace.isTrusted) {
      const label = vscode.l10n.t("Trust this workspace to use its encoders…");
      encoders.push({ icon: "workspace-untrusted", label, action: "trust" });
    }
    if (encoders.length > 0) rows.push(heading(headingOf(place)), ...encoders);
  }
  const elsewhere = (icon: string, label: string, action: EncoderAction) => ({ icon, label, action, alwaysShow: true });
  return [
    ...rows,
    heading(vscode.l10n.t("elsewhere")),
    elsewhere("folder-opened", vscode.l10n.t("Browse for a Folder…"), "browseFolder"),
    elsewhere("file", vscode.l10n.t("Browse for an .onnx File…"), "browseFile"),
    elsewhere("cloud-download", vscode.l10n.t("Download from Hugging Face…"), "download"),
  ];
}

/** The row of an encoder, checked if it is the one in use. */
export function rowOf(encoder: EncoderLocation, current: string | null): EncoderRow {
  const { path, name, variant, bytes, where } = encoder;
  const isCurrent = path === current;
  const facts = [variant, sizeLabel(bytes), isCurrent ? vscode.l10n.t("in use") : ""].filter((fact) => fact !== "");
  return {
    ...(isCurrent && { icon: "check" }),
    label: name,
    description: facts.join(" · "),
    ...(where !== "bundled" && { detail: [...halfOf(encoder), shortPath(path)].join(" · ") }),
    encoder,
  };
}

function halfOf({ half }: EncoderLocation): string[] {
  switch (half) {
    case "encoder":
      return [vscode.l10n.t("the encoder of two files; its decoder is not run")];
    case "decoder":
      return [vscode.l10n.t("the decoder of two files; it cannot be run on text")];
    default:
      return [];
  }
}

/** A path as people write it: from the workspace's folder, or from their own. */
function shortPath(path: string): string {
  const relative = vscode.workspace.asRelativePath(path);
  const home = homedir();
  return relative.startsWith(`${home}/`) ? `~${relative.slice(home.length)}` : relative;
}

function heading(label: string): EncoderRow {
  return { label, heading: true };
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
