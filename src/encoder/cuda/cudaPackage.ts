import { bindingName, testedRuntimeVersion } from "../runtimeFolder.js";

/**
 * Where ONNX Runtime's CUDA libraries come from. They are not in onnxruntime-node's npm package; its postinstall takes the
 * same files out of the same NuGet package (`script/install-metadata.js`), which is of the same version as the binding.
 */
export const cudaPackage = {
  id: "Microsoft.ML.OnnxRuntime.Gpu.Linux",
  version: testedRuntimeVersion,
  /** The CUDA that the libraries are for. */
  cuda: 12,
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

/** The index of the NuGet feed that has the package. */
export const nugetIndex = "https://api.nuget.org/v3/index.json";

/** Whether there are CUDA libraries for this platform. */
export function hasCudaPackage(platform: NodeJS.Platform, architecture: string): boolean {
  return platform === "linux" && architecture === "x64";
}
