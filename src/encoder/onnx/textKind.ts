import * as l10n from "@vscode/l10n";
import type { FileKind } from "./fileSignatures.js";

/** What was left or brought in a file's place: a pointer of Git LFS, and for what it stands, or a web page. */
export type StandIn = { readonly kind: "pointer"; readonly megabytes: number | null } | { readonly kind: "webPage" };

/** What a file is that holds text, by its beginning; null where it holds none. Nothing of the text is quoted. */
export function textKind(head: Uint8Array): FileKind | null {
  const text = decoded(head);
  if (text === null) return null;
  const stand = standIn(text);
  if (stand) return (name) => standInSentence(name, stand);
  if (/^\s*<\?xml|^\s*<[a-z]/i.test(text)) {
    return (name) =>
      l10n.t(
        "{0} is an XML text, not an ONNX model; choose an .onnx file, or download it again if a server answered with this.",
        name,
      );
  }
  if (/^\s*[[{]/.test(text)) {
    return (name) =>
      l10n.t(
        "{0} is a JSON text, not an ONNX model; choose an .onnx file, or download it again if a server answered with this.",
        name,
      );
  }
  return (name) =>
    l10n.t(
      "{0} is a text, not an ONNX model; choose an .onnx file, or download it again if a server answered with this.",
      name,
    );
}

function standInSentence(name: string, stand: StandIn): string {
  if (stand.kind === "webPage") {
    return l10n.t(
      "{0} is a web page, not an ONNX model; the download was refused or needs a login, so sign in and download it again.",
      name,
    );
  }
  return stand.megabytes === null
    ? l10n.t("{0} is a Git LFS pointer that only stands for the real file, not an ONNX model; run git lfs pull.", name)
    : l10n.t(
        "{0} is a Git LFS pointer that only stands for {1} MB, not an ONNX model; run git lfs pull.",
        name,
        stand.megabytes,
      );
}

/** What a text stands in for; null for any other. */
export function standIn(text: string): StandIn | null {
  if (/^version https:\/\/(?:git-lfs|hawser)\.github\.com\//.test(text)) {
    const bytes = Number(/^size (\d{1,15})$/m.exec(text)?.[1]);
    return { kind: "pointer", megabytes: bytes >= 1e6 ? Math.round(bytes / 1e6) : null };
  }
  if (/^\s*(?:<!doctype html|<html|<head|<body|<!--|<script)/i.test(text)) {
    return { kind: "webPage" };
  }
  return null;
}

function decoded(head: Uint8Array): string | null {
  const marks: readonly (readonly [encoding: string, ...bytes: number[]])[] = [
    ["utf-16le", 0xff, 0xfe],
    ["utf-16be", 0xfe, 0xff],
  ];
  const encoding = marks.find(([, first, second]) => head[0] === first && head[1] === second)?.[0] ?? "utf-8";
  try {
    // With `stream`, a character that is cut in two at the end is no fault.
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    // A protobuf is full of control characters; a text has none but these.
    // eslint-disable-next-line no-control-regex -- the very characters that are looked for
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
