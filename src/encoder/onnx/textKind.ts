import type { FileKind } from "./fileSignatures.js";

/** What a file is that holds text, by its beginning; null where it holds none. Nothing of the text is quoted. */
export function textKind(head: Uint8Array): FileKind | null {
  const text = decoded(head);
  if (text === null) return null;
  const stand = standIn(text);
  if (stand) return stand;
  const advice = "choose an .onnx file, or download it again if a server answered with this";
  if (/^\s*<\?xml|^\s*<[a-z]/i.test(text)) return { what: "an XML text", advice };
  if (/^\s*[[{]/.test(text)) return { what: "a JSON text", advice };
  return { what: "a text", advice };
}

/** What was left or brought in a file's place: a pointer of Git LFS, a web page; null for any other text. */
export function standIn(text: string): FileKind | null {
  if (/^version https:\/\/(?:git-lfs|hawser)\.github\.com\//.test(text)) {
    const bytes = Number(/^size (\d{1,15})$/m.exec(text)?.[1]);
    const size = bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : "the real file";
    return { what: `a Git LFS pointer that only stands for ${size}`, advice: "run git lfs pull" };
  }
  if (/^\s*(?:<!doctype html|<html|<head|<body|<!--|<script)/i.test(text)) {
    return {
      what: "a web page",
      advice: "the download was refused or needs a login, so sign in and download it again",
    };
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
