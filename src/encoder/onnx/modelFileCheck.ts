import { constants, type Stats } from "node:fs";
import { lstat, open, stat, type FileHandle } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { shownName } from "../../attention/shownName.js";
import { Failure } from "../../protocol/failure.js";
import { inspectedBytes, maximumModelBytes } from "../limits.js";
import { kindByName, kindBySignature } from "./fileSignatures.js";
import { modelBeginning } from "./modelBeginning.js";
import { textKind } from "./textKind.js";

/** A file that may well be a model. */
export interface CheckedModelFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds of the epoch. */
  readonly modified: number;
}

/**
 * Tells whether a file can be an ONNX model, and where not, what it is instead. What is no regular file is not opened;
 * of a file no more is read than its first and last few KiB.
 *
 * @throws Failure `modelUnreadable`
 */
export async function checkModelFile(path: string): Promise<CheckedModelFile> {
  const found = await look(path);
  checkRegular(path, found);
  checkSize(path, found.size);
  // Were it replaced by a pipe just now, opening that would wait for a writer. Windows has neither.
  const flags = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);
  const file = await open(path, flags).catch((error: unknown) => {
    throw inaccessible(path, error);
  });
  try {
    const opened = await file.stat();
    checkRegular(path, opened);
    checkSize(path, opened.size);
    const head = await bytesAt(file, 0, opened.size);
    const tail = await bytesAt(file, Math.max(0, opened.size - inspectedBytes), opened.size);
    checkContent(path, head, tail, opened.size);
    return { path, size: opened.size, modified: opened.mtimeMs };
  } catch (error) {
    throw error instanceof Failure ? error : inaccessible(path, error);
  } finally {
    await file.close();
  }
}

async function look(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    const link = codeOf(error) === "ENOENT" && (await lstat(path).catch(() => null))?.isSymbolicLink();
    if (link) {
      throw unreadable(
        l10n.t("{0} is a symbolic link to a file that does not exist; restore that or download it again.", named(path)),
      );
    }
    throw inaccessible(path, error);
  }
}

function checkRegular(path: string, found: Stats): void {
  if (found.isFile()) return;
  const name = named(path);
  if (found.isDirectory()) throw unreadable(l10n.t("{0} is a folder; choose the .onnx file in it.", name));
  if (found.isFIFO()) throw unreadable(l10n.t("{0} is a named pipe, not a file; choose an .onnx file.", name));
  if (found.isSocket()) throw unreadable(l10n.t("{0} is a socket, not a file; choose an .onnx file.", name));
  throw unreadable(l10n.t("{0} is a device, not a file; choose an .onnx file.", name));
}

function checkSize(path: string, size: number): void {
  if (size === 0) throw unreadable(l10n.t("{0} is empty; download or export it again.", named(path)));
  if (size <= maximumModelBytes) return;
  const kind = kindByName(path);
  if (kind) throw unreadable(kind(named(path)));
  throw unreadable(
    l10n.t(
      "{0} has {1} bytes, and an .onnx file can have at most {2}; save it with external data, in Python onnx.save(model, path, save_as_external_data=True).",
      named(path),
      size,
      maximumModelBytes,
    ),
  );
}

function checkContent(path: string, head: Uint8Array, tail: Uint8Array, size: number): void {
  if (isZero(head) && isZero(tail)) {
    throw unreadable(
      l10n.t("{0} holds only zero bytes, as a download does that did not end; download it again.", named(path)),
    );
  }
  const kind = kindBySignature(head, tail, size) ?? textKind(head);
  if (kind) throw unreadable(kind(named(path)));
  const beginning = modelBeginning(head, size);
  if (beginning.kind === "cut") {
    throw unreadable(
      l10n.t(
        "{0} is cut off (it should have at least {1} bytes and has {2}); download or export it again.",
        named(path),
        beginning.expected,
        size,
      ),
    );
  }
  if (beginning.kind === "other") {
    throw unreadable(
      l10n.t("{0} is not an ONNX model, nor any other file known here; choose an .onnx file.", named(path)),
    );
  }
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

async function bytesAt(file: FileHandle, position: number, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.min(inspectedBytes, size));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
  return bytes.subarray(0, bytesRead);
}

function inaccessible(path: string, error: unknown): Failure {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : null;
  const name = named(path);
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ERR_INVALID_ARG_VALUE":
      return unreadable(l10n.t("{0} does not exist; choose an .onnx file.", name), detail);
    case "EACCES":
    case "EPERM":
      return unreadable(l10n.t("{0} may not be read ({1}); give yourself permission to read it.", name, code), detail);
    case "ELOOP":
      return unreadable(
        l10n.t("{0} is a symbolic link that leads back to itself; choose an .onnx file.", name),
        detail,
      );
    default:
      return unreadable(l10n.t("{0} cannot be read ({1}); choose another .onnx file.", name, code), detail);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}

function named(path: string): string {
  return shownName(path, 300);
}

function unreadable(sentence: string, detail: string | null = null): Failure {
  return new Failure("modelUnreadable", sentence, detail);
}
