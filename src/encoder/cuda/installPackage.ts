import { constants } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.js";
import { withDownloadLock } from "../download/downloadLock.js";
import { resumableDownload } from "../download/resumableDownload.js";
import { maximumLibraryBytes, maximumPackageBytes } from "../limits.js";
import { installationRecord } from "../runtimeFolder.js";
import { firstLine, thrownMessage } from "../thrownMessage.js";
import type { CudaInstallation, CudaRecord } from "./cudaInstallation.js";
import { cudaNeeds, type CudaNeeds } from "./cudaNeeds.js";
import { cudaPackage } from "./cudaPackage.js";
import { neededLibraries } from "./neededLibraries.js";
import type { NugetPackage } from "./nugetFeed.js";
import { unpackEntries } from "./unpackEntries.js";

export interface InstallOptions {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** Told of bytes as they come; of how many, null where nobody says. */
  readonly onProgress: (received: number, total: number | null) => void;
  /** Called when all has come and is being unpacked. */
  readonly onUnpack: () => void;
  /** Milliseconds before a cut download is gone on with. */
  readonly retryDelay?: number;
}

/**
 * Downloads the package and unpacks the libraries. What came of a download that was cut or cancelled is gone on from the
 * next time; other versions' folders are removed.
 *
 * @throws Failure `cancelled`, `downloadFailed`
 */
export async function installPackage(
  installation: CudaInstallation,
  source: NugetPackage,
  options: InstallOptions,
): Promise<void> {
  const { root } = installation;
  try {
    await mkdir(root, { recursive: true });
    await withDownloadLock(`${root}.lock`, () => install(installation, source, options));
  } catch (thrown) {
    if (options.signal.aborted) throw Failure.cancelled();
    throw thrown instanceof Failure ? thrown : installFailure(thrown, source.url, root);
  }
}

async function install(
  { root, folder, bundled }: CudaInstallation,
  source: NugetPackage,
  options: InstallOptions,
): Promise<void> {
  const { id, version } = cudaPackage;
  const archive = join(root, `${id}.${version}.nupkg`);
  const { digest } = await resumableDownload({
    ...options,
    url: source.url,
    destination: archive,
    hash: { algorithm: "sha512", digest: source.sha512 },
    size: source.size,
    maximumBytes: maximumPackageBytes,
  });
  options.onUnpack();
  const staging = `${folder}.partial`;
  await rm(staging, { recursive: true, force: true });
  try {
    await mkdir(staging);
    await fill(staging, bundled, archive, options.signal);
    const needs = await needsOf(staging);
    const installed: CudaRecord = { package: id, version, source: source.url, sha512: digest, needs };
    await writeFile(join(staging, installationRecord), JSON.stringify(installed, null, 2));
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(archive, { force: true });
  }
  for (const name of await readdir(root)) {
    if (join(root, name) !== folder) await rm(join(root, name), { recursive: true, force: true });
  }
}

async function fill(staging: string, bundled: string, archive: string, signal: AbortSignal): Promise<void> {
  const { binding, folder, libraries } = cudaPackage;
  for (const name of binding) {
    await copyFile(join(bundled, name), join(staging, name), constants.COPYFILE_FICLONE);
  }
  const names = new Map(libraries.map((name) => [`${folder}${name}`, name]));
  await unpackEntries(archive, names, staging, { maximumBytes: maximumLibraryBytes, signal });
}

async function needsOf(folder: string): Promise<CudaNeeds> {
  const [library] = cudaPackage.libraries;
  try {
    return cudaNeeds(await neededLibraries(join(folder, library)));
  } catch (thrown) {
    throw new Error(l10n.t("{0} cannot be read: {1}", library, firstLine(thrownMessage(thrown))), { cause: thrown });
  }
}

function installFailure(thrown: unknown, url: string, root: string): Failure {
  const { code } = thrown as NodeJS.ErrnoException;
  const why = firstLine(thrownMessage(thrown));
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new Failure("downloadFailed", l10n.t("There is no room left in {0}; make some and try again.", root), why);
  }
  return new Failure("downloadFailed", l10n.t("{0} could not be installed ({1}); try again later.", url, why), why);
}
