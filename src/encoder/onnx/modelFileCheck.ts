import { constants, type Stats } from "node:fs";
import { lstat, open, stat, type FileHandle } from "node:fs/promises";
import { shownName } from "../../attention/shownName.js";
import { Failure } from "../../protocol/failure.js";
import { inspectedBytes, maximumModelBytes } from "../limits.js";
import { kindByName, kindBySignature, type FileKind } from "./fileSignatures.js";
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
      throw unreadable(path, "is a symbolic link to a file that does not exist", "restore that or download it again");
    }
    throw inaccessible(path, error);
  }
}

function checkRegular(path: string, found: Stats): void {
  if (found.isFile()) return;
  if (found.isDirectory()) throw unreadable(path, "is a folder", "choose the .onnx file in it");
  const what = found.isFIFO() ? "a named pipe" : found.isSocket() ? "a socket" : "a device";
  throw unreadable(path, `is ${what}, not a file`, "choose an .onnx file");
}

function checkSize(path: string, size: number): void {
  if (size === 0) throw unreadable(path, "is empty", "download or export it again");
  if (size <= maximumModelBytes) return;
  const kind = kindByName(path);
  if (kind) throw wrongKind(path, kind);
  throw unreadable(
    path,
    `has ${size} bytes, and an .onnx file can have at most ${maximumModelBytes}`,
    "save it with external data, in Python onnx.save(model, path, save_as_external_data=True)",
  );
}

function checkContent(path: string, head: Uint8Array, tail: Uint8Array, size: number): void {
  if (isZero(head) && isZero(tail)) {
    throw unreadable(path, "holds only zero bytes, as a download does that did not end", "download it again");
  }
  const kind = kindBySignature(head, tail, size) ?? textKind(head);
  if (kind) throw wrongKind(path, kind);
  const beginning = modelBeginning(head, size);
  if (beginning.kind === "cut") {
    const expected = `it should have at least ${beginning.expected} bytes and has ${size}`;
    throw unreadable(path, `is cut off (${expected})`, "download or export it again");
  }
  if (beginning.kind === "other") {
    throw unreadable(path, "is not an ONNX model, nor any other file known here", "choose an .onnx file");
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
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ERR_INVALID_ARG_VALUE":
      return unreadable(path, "does not exist", "choose an .onnx file", detail);
    case "EACCES":
    case "EPERM":
      return unreadable(path, `may not be read (${code})`, "give yourself permission to read it", detail);
    case "ELOOP":
      return unreadable(path, "is a symbolic link that leads back to itself", "choose an .onnx file", detail);
    default:
      return unreadable(path, `cannot be read (${code})`, "choose another .onnx file", detail);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}

function wrongKind(path: string, { what, advice }: FileKind): Failure {
  return unreadable(path, `is ${what}, not an ONNX model`, advice);
}

function unreadable(path: string, fault: string, advice: string, detail: string | null = null): Failure {
  return new Failure("modelUnreadable", `${shownName(path, 300)} ${fault}; ${advice}.`, detail);
}
