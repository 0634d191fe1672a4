import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as l10n from "@vscode/l10n";
import { shownName } from "../../attention/shownName.js";
import { Failure } from "../../protocol/failure.js";
import { downloadRetryDelay, downloadTries, stalledDownload } from "../limits.js";
import { firstLine, thrownMessage } from "../thrownMessage.js";
import { PartialFile } from "./partialFile.js";

/** What a file's content must hash to. */
export interface ExpectedHash {
  readonly algorithm: "sha1" | "sha256" | "sha512";
  /** In lower-case hexadecimal digits; null where nobody says what it must be. */
  readonly digest: string | null;
  /** Hashed before the content: `blob <size>\0` for a Git object. */
  readonly prefix?: string;
}

export interface Download {
  /** Of http or https; redirects are followed, but not from https to http. */
  readonly url: string;
  /** Absolute path. What came of a download that was cut or cancelled lies beside it, and is gone on from. */
  readonly destination: string;
  /** null where nobody says what it must be; SHA-256 is told then. */
  readonly hash: ExpectedHash | null;
  /** Bytes that it must have; null where nobody says. */
  readonly size: number | null;
  /** Bytes at which it is given up, whatever the server announced. */
  readonly maximumBytes: number;
  readonly signal: AbortSignal;
  /** Called with each piece: bytes that are there, and of how many, where that is known. */
  readonly onProgress?: (received: number, total: number | null) => void;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
  /** Milliseconds before a cut download is gone on with. */
  readonly retryDelay?: number;
}

/** What was downloaded. */
export interface Downloaded {
  readonly bytes: number;
  /** In hexadecimal digits, of the algorithm that was asked for, else SHA-256. */
  readonly digest: string;
}

/**
 * Downloads a file: goes on from what an earlier try left, tries again where the connection is cut, checks size and hash,
 * and only then gives the file its name.
 *
 * @throws Failure `cancelled` (what came is kept); `downloadFailed` (what came is kept, unless it is not what it should be)
 */
export async function resumableDownload(download: Download): Promise<Downloaded> {
  const { destination, signal } = download;
  const part = new PartialFile(destination);
  try {
    await mkdir(dirname(destination), { recursive: true });
    for (let attempt = 1; ; attempt++) {
      try {
        return await oneTry(download, part);
      } catch (thrown) {
        if (!(thrown instanceof Cut) || signal.aborted || attempt === downloadTries) throw thrown;
        await wait(download.retryDelay ?? downloadRetryDelay, undefined, { signal });
      }
    }
  } catch (thrown) {
    if (signal.aborted) throw Failure.cancelled();
    throw asFailure(thrown, download);
  }
}

/** The connection failed or ended early: worth another try. */
class Cut extends Error {}

async function oneTry(download: Download, part: PartialFile): Promise<Downloaded> {
  const { url, destination, maximumBytes, onProgress } = download;
  const kept = await part.beginning(url);
  const stall = new AbortController();
  const response = await request(download, kept, stall);
  const goesOn = kept !== null && response.status === 206 && rangeStart(response) === kept.size;
  if (!goesOn && response.status !== 200) {
    await response.body?.cancel();
    // What is there cannot be gone on from; the next try begins anew.
    if (kept !== null && [206, 416].includes(response.status)) {
      await part.remove();
      throw new Cut(l10n.t("the server answered {0} to a request for the rest", response.status));
    }
    const error = l10n.t("the server answered {0}", shownName(`${response.status} ${response.statusText}`.trim()));
    if (response.status === 429 || response.status >= 500) throw new Cut(error);
    throw failed(download, error);
  }
  const announced = Number(response.headers.get("content-length") ?? NaN);
  const before = goesOn ? kept.size : 0;
  const total = Number.isFinite(announced) ? before + announced : download.size;
  if (total !== null && total > maximumBytes) {
    await response.body?.cancel();
    throw failed(download, l10n.t("it has {0} bytes, and at most {1} are taken", total, maximumBytes));
  }
  const hash = createHash(download.hash?.algorithm ?? "sha256").update(download.hash?.prefix ?? "");
  if (goesOn) await hashFile(part.path, hash);
  const file = goesOn ? await part.append() : await part.restart(url, validatorOf(response));
  let received = before;
  onProgress?.(received, total);
  try {
    for await (const piece of pieces(response, stall)) {
      received += piece.length;
      if (received > maximumBytes) throw failed(download, l10n.t("it has more than {0} bytes", maximumBytes));
      await writeAll(file, piece);
      hash.update(piece);
      onProgress?.(received, total);
    }
  } finally {
    await file.close();
  }
  if (total !== null && received < total)
    throw new Cut(l10n.t("the connection ended after {0} of {1} bytes", received, total));
  const digest = hash.digest("hex");
  const wrong = fault(download, received, digest);
  if (wrong !== null) {
    await part.remove();
    throw failed(download, wrong);
  }
  await rename(part.path, destination);
  await part.settle();
  return { bytes: received, digest };
}

async function request(
  { url, headers, fetch, signal }: Download,
  kept: { size: number; validator: string } | null,
  stall: AbortController,
): Promise<Response> {
  const rest = kept === null ? {} : { range: `bytes=${kept.size}-`, "if-range": kept.validator };
  const timer = setTimeout(() => stall.abort(), stalledDownload);
  try {
    const response = await fetch(url, {
      // Compressed on the way, its length and the place to go on from would be others.
      headers: { ...headers, "accept-encoding": "identity", ...rest },
      signal: AbortSignal.any([signal, stall.signal]),
    });
    if (url.startsWith("https:") && response.url.startsWith("http:")) {
      await response.body?.cancel();
      throw new Failure(
        "downloadFailed",
        l10n.t("{0} leads to an address without encryption; it is not followed.", url),
      );
    }
    return response;
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : new Cut(causeOf(thrown));
  } finally {
    clearTimeout(timer);
  }
}

/** What is used of a stream's reader, whose type Node and the DOM name differently. */
interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/** The body's pieces; one that lets itself be waited for too long is a cut. */
async function* pieces(response: Response, stall: AbortController): AsyncGenerator<Uint8Array> {
  const reader: BodyReader = response.body!.getReader();
  try {
    for (;;) {
      const timer = setTimeout(() => stall.abort(), stalledDownload);
      const next = await reader
        .read()
        .catch((thrown: unknown) => {
          throw new Cut(causeOf(thrown));
        })
        .finally(() => clearTimeout(timer));
      if (next.value === undefined) return;
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let written = 0; written < piece.length;) {
    written += (await file.write(piece, written)).bytesWritten;
  }
}

async function hashFile(path: string, hash: Hash): Promise<void> {
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
}

/** Where the part that a 206 sends begins. */
function rangeStart(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? NaN);
}

/** A weak tag promises no equal bytes, so nothing can be gone on from. */
function validatorOf({ headers }: Response): string | null {
  const tag = headers.get("etag");
  return tag !== null && !tag.startsWith("W/") ? tag : headers.get("last-modified");
}

function fault({ size, hash }: Download, received: number, digest: string): string | null {
  if (size !== null && received !== size) return l10n.t("{0} bytes came and it should have {1}", received, size);
  if (hash !== null && hash.digest !== null && digest !== hash.digest) {
    return l10n.t("its {0} is {1} and should be {2}", hash.algorithm.toUpperCase(), digest, hash.digest);
  }
  return null;
}

function failed({ url }: Download, why: string): Failure {
  return new Failure("downloadFailed", l10n.t("{0} could not be downloaded ({1}); try again later.", url, why), why);
}

function asFailure(thrown: unknown, download: Download): Failure {
  if (thrown instanceof Failure) return thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    const directory = dirname(download.destination);
    return new Failure(
      "downloadFailed",
      l10n.t("There is no room left in {0}; make some and try again.", directory),
      code,
    );
  }
  return failed(download, firstLine(thrownMessage(thrown)));
}

/** fetch says "fetch failed" and keeps what happened as the cause. */
function causeOf(thrown: unknown): string {
  const cause = (thrown as { cause?: unknown }).cause;
  return firstLine(thrownMessage(cause ?? thrown));
}
