import { constants } from "node:fs";
import { access, copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { Failure } from "../../protocol/failure.js";
import { withDownloadLock } from "../download/downloadLock.js";
import { resumableDownload } from "../download/resumableDownload.js";
import { maximumLibraryBytes, maximumPackageBytes } from "../limits.js";
import { installationRecord } from "../runtimeFolder.js";
import { firstLine, thrownMessage } from "../thrownMessage.js";
import { cudaPackage } from "./cudaPackage.js";
import type { NugetPackage } from "./nugetFeed.js";

const record = v.object({ package: v.string(), version: v.string(), source: v.string(), sha512: v.string() });

/** What was installed. */
export type CudaRecord = v.InferOutput<typeof record>;

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
 * ONNX Runtime with its CUDA libraries: a copy of onnxruntime-node's native part and beside it, where that looks for them,
 * the libraries. Each version has a folder of its own, which is there whole or not at all.
 */
export class CudaInstallation {
  /** What the encoder's process loads in place of the bundled native part. */
  readonly folder: string;
  readonly #root: string;
  readonly #bundled: string;

  /**
   * @param storage absolute path of a folder that is the extension's own
   * @param bundled absolute path of the folder of onnxruntime-node's native part for Linux x64
   */
  constructor(storage: string, bundled: string) {
    const { version, cuda } = cudaPackage;
    this.#root = join(storage, "onnxruntime");
    this.folder = join(this.#root, `${version}-cuda${cuda}`);
    this.#bundled = bundled;
  }

  /** What is installed for this version of onnxruntime-node, or null. */
  async installed(): Promise<CudaRecord | null> {
    try {
      const { binding, libraries } = cudaPackage;
      await Promise.all([...binding, ...libraries].map((name) => access(join(this.folder, name))));
      return v.parse(record, JSON.parse(await readFile(join(this.folder, installationRecord), "utf8")));
    } catch {
      return null;
    }
  }

  /**
   * Downloads the package and unpacks the libraries. What came of a download that was cut or cancelled is gone on from the
   * next time; other versions' folders are removed.
   *
   * @throws Failure `cancelled`, `downloadFailed`
   */
  async install(source: NugetPackage, options: InstallOptions): Promise<void> {
    try {
      await mkdir(this.#root, { recursive: true });
      await withDownloadLock(`${this.#root}.lock`, () => this.#install(source, options));
    } catch (thrown) {
      if (options.signal.aborted) throw Failure.cancelled();
      throw thrown instanceof Failure ? thrown : this.#failure(thrown, source.url);
    }
  }

  /** Removes all of it, with what came of a download that was cut. A process that runs from it is not disturbed. */
  async uninstall(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }

  async #install(source: NugetPackage, options: InstallOptions): Promise<void> {
    const { id, version } = cudaPackage;
    const archive = join(this.#root, `${id}.${version}.nupkg`);
    const { digest } = await resumableDownload({
      ...options,
      url: source.url,
      destination: archive,
      hash: { algorithm: "sha512", digest: source.sha512 },
      size: source.size,
      maximumBytes: maximumPackageBytes,
    });
    options.onUnpack();
    const staging = `${this.folder}.partial`;
    await rm(staging, { recursive: true, force: true });
    try {
      await mkdir(staging);
      await this.#fill(staging, archive, options.signal);
      const installed: CudaRecord = { package: id, version, source: source.url, sha512: digest };
      await writeFile(join(staging, installationRecord), JSON.stringify(installed, null, 2));
      await rm(this.folder, { recursive: true, force: true });
      await rename(staging, this.folder);
    } finally {
      await rm(staging, { recursive: true, force: true });
      await rm(archive, { force: true });
    }
    for (const name of await readdir(this.#root)) {
      if (join(this.#root, name) !== this.folder) await rm(join(this.#root, name), { recursive: true, force: true });
    }
  }

  async #fill(staging: string, archive: string, signal: AbortSignal): Promise<void> {
    const { binding, folder, libraries } = cudaPackage;
    for (const name of binding) {
      await copyFile(join(this.#bundled, name), join(staging, name), constants.COPYFILE_FICLONE);
    }
    // Not loaded before it is needed: the extension host only asks what is installed.
    const { unpackEntries } = await import("./unpackEntries.js");
    const names = new Map(libraries.map((name) => [`${folder}${name}`, name]));
    await unpackEntries(archive, names, staging, { maximumBytes: maximumLibraryBytes, signal });
  }

  #failure(thrown: unknown, url: string): Failure {
    const { code } = thrown as NodeJS.ErrnoException;
    const why = firstLine(thrownMessage(thrown));
    if (code === "ENOSPC" || code === "EDQUOT") {
      return new Failure("downloadFailed", `There is no room left in ${this.#root}; make some and try again.`, why);
    }
    return new Failure("downloadFailed", `${url} could not be installed (${why}); try again later.`, why);
  }
}
