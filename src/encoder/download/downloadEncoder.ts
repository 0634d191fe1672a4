import { createHash } from "node:crypto";
import { mkdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { shownName } from "../../attention/shownName.js";
import { Failure } from "../../protocol/failure.js";
import type { EncoderLocation } from "../encoderLocation.js";
import { firstLine, thrownMessage } from "../thrownMessage.js";
import type { DownloadChoice } from "./downloadChoice.js";
import { downloadedEncoder, partialFolder, sourceFile, type DownloadSource } from "./downloadedEncoders.js";
import { withDownloadLock } from "./downloadLock.js";
import type { Hub } from "./hub.js";
import type { ModelRepository, RepositoryFile } from "./modelRepository.js";
import { resumableDownload } from "./resumableDownload.js";

export interface EncoderDownload {
  readonly hub: Hub;
  readonly repository: ModelRepository;
  readonly choice: DownloadChoice;
  /** Absolute path of the folder that holds what was downloaded. */
  readonly store: string;
  readonly signal: AbortSignal;
  /** Called with the bytes that are there, of `choice.bytes`. */
  readonly onProgress?: (received: number) => void;
  /** As in `Download`. */
  readonly retryDelay?: number;
}

/**
 * Downloads an encoder into a folder of its own, which appears when all of it is there and has the right hashes. What was
 * cancelled or cut goes on from where it was when it is asked for again.
 *
 * @throws Failure `cancelled`, `downloadFailed`
 */
export async function downloadEncoder(download: EncoderDownload): Promise<EncoderLocation> {
  const { repository, choice, store } = download;
  const name = folderName(repository, choice);
  const whole = join(store, name);
  try {
    const there = await downloadedEncoder(whole);
    if (there !== null) return there;

    const partial = join(store, partialFolder, name);
    await mkdir(partial, { recursive: true });
    await withDownloadLock(`${partial}.lock`, async () => {
      await fetchFiles(download, partial);
      const { id, revision, commit, licence } = repository;
      const source: DownloadSource = { id, revision, commit, licence, model: choice.model };
      await writeFile(join(partial, sourceFile), JSON.stringify(source));
      // One that lost some of its files is in the way.
      await rm(whole, { recursive: true, force: true });
      await rename(partial, whole);
    });
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : storeFailure(thrown, store);
  }
  const downloaded = await downloadedEncoder(whole);
  if (downloaded === null) throw storeFailure(new Error(l10n.t("what was downloaded is gone")), store);
  return downloaded;
}

async function fetchFiles(
  { hub, repository, choice, signal, onProgress, retryDelay }: EncoderDownload,
  folder: string,
) {
  for (const file of choice.files) {
    if (file.hash !== null) continue;
    throw new Failure(
      "downloadFailed",
      l10n.t(
        "{0} gives no hash for {1}, so that it could not be checked; choose another endpoint.",
        hub.endpoint.host,
        shownName(file.path),
      ),
    );
  }
  // Only a file with the right hash is given its name.
  const missing: RepositoryFile[] = [];
  for (const file of choice.files) if ((await sizeOf(join(folder, file.path))) !== file.bytes) missing.push(file);
  await checkRoom(folder, missing);
  let received = choice.bytes - missing.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes, hash } of missing) {
    const before = received;
    await resumableDownload({
      url: hub.url(repository.id, "resolve", repository.commit, path),
      destination: join(folder, path),
      hash,
      size: bytes,
      maximumBytes: bytes,
      signal,
      fetch: hub.fetch,
      onProgress: (ofThis) => onProgress?.(before + ofThis),
      ...(retryDelay !== undefined && { retryDelay }),
    });
    received = before + bytes;
  }
}

async function checkRoom(folder: string, missing: readonly RepositoryFile[]): Promise<void> {
  let needed = 0;
  for (const { path, bytes } of missing) needed += bytes - ((await sizeOf(join(folder, `${path}.part`))) ?? 0);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (needed <= free) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
  throw new Failure(
    "downloadFailed",
    l10n.t(
      "The download needs {0} MB and {1} has room for {2}; make some and try again.",
      megabytes(needed),
      folder,
      megabytes(free),
    ),
  );
}

/** A name that no other download has: of the model, for people, and of a hash. */
function folderName({ id, commit }: ModelRepository, { model }: DownloadChoice): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([id, commit, model]))
    .digest("hex");
  return `${id.replace("/", "--").slice(0, 80)}--${hash.slice(0, 16)}`;
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

function storeFailure(thrown: unknown, store: string): Failure {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new Failure("downloadFailed", l10n.t("There is no room left in {0}; make some and try again.", store), code);
  }
  const why = code ?? firstLine(thrownMessage(thrown)).replace(/[.\s]+$/, "");
  return new Failure(
    "downloadFailed",
    l10n.t("{0} cannot be written to ({1}); make it writable and try again.", store, why),
    thrownMessage(thrown),
  );
}
