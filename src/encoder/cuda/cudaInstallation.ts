import { access, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { installationRecord } from "../runtimeFolder.js";
import { cudaPackage } from "./cudaPackage.js";

const major = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)));
const record = v.object({
  package: v.string(),
  version: v.string(),
  source: v.string(),
  sha512: v.string(),
  needs: v.object({ cuda: major, cudnn: major }),
});

/** What was installed. */
export type CudaRecord = v.InferOutput<typeof record>;

/**
 * ONNX Runtime with its CUDA libraries: a copy of onnxruntime-node's native part and beside it, where that looks for them,
 * the libraries. Each version has a folder of its own, which is there whole or not at all; `installPackage` makes it.
 */
export class CudaInstallation {
  /** The folder of all versions, with what is being downloaded. */
  readonly root: string;
  /** What the encoder's process loads in place of the bundled native part. */
  readonly folder: string;
  /** Where the bundled native part is. */
  readonly bundled: string;

  /**
   * @param storage absolute path of a folder that is the extension's own
   * @param bundled absolute path of the folder of onnxruntime-node's native part for Linux x64
   */
  constructor(storage: string, bundled: string) {
    const { version } = cudaPackage;
    this.root = join(storage, "onnxruntime");
    this.folder = join(this.root, `${version}-cuda`);
    this.bundled = bundled;
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

  /** Removes all of it, with what came of a download that was cut. A process that runs from it is not disturbed. */
  async uninstall(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
