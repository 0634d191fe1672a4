import { bindingName, testedRuntimeVersion } from "../runtimeFolder.js";

/**
 * Where ONNX Runtime's CUDA libraries come from. They are not in onnxruntime-node's npm package; its postinstall takes the
 * same files out of the same NuGet package (`script/install-metadata.js`), which is of the same version as the binding.
 */
export const cudaPackage = {
  id: "Microsoft.ML.OnnxRuntime.Gpu.Linux",
  version: testedRuntimeVersion,
  /**
   * What its CUDA library names (DT_NEEDED: libcudart.so.13, libcublas.so.13, libcublasLt.so.13), as others published it
   * of 1.30.0; the library that is really installed is read (`neededLibraries.ts`).
   */
  needs: { cuda: 13, cudnn: null },
  /** The folder in the package. */
  folder: "runtimes/linux-x64/native/",
  /** What is taken out of it. */
  libraries: [
    "libonnxruntime_providers_cuda.so",
    "libonnxruntime_providers_shared.so",
    "libonnxruntime_providers_tensorrt.so",
  ],
  /** The native part of onnxruntime-node, which looks for those beside itself. */
  binding: [bindingName, "libonnxruntime.so.1"],
} as const;

/**
 * SHA-512 of the package in hexadecimal digits, by version: what a feed says must be the same. A version without one is
 * checked against its feed's own catalog alone, and the person is told before agreeing.
 *
 * None is pinned yet for 1.30.0: nuget.org could not be reached from where this was written.
 */
export const pinnedHashes: Readonly<Partial<Record<string, string>>> = {};

/** The index of the NuGet feed that has the package. */
export const nugetIndex = "https://api.nuget.org/v3/index.json";

/** Whether there are CUDA libraries for this platform. */
export function hasCudaPackage(platform: NodeJS.Platform, architecture: string): boolean {
  return platform === "linux" && architecture === "x64";
}
