import * as l10n from "@vscode/l10n";

/** The major versions of NVIDIA's libraries that ONNX Runtime's CUDA library is linked with. */
export interface CudaNeeds {
  /** null if it names none. */
  readonly cuda: number | null;
  /** null if it does not name cuDNN: since ONNX Runtime 1.28 only the operators that use it load it. */
  readonly cudnn: number | null;
}

/** Libraries whose number is that of CUDA itself; others (libcufft, libcurand) count on their own. */
const CUDA = /^lib(?:cudart|cublas|cublasLt|nvrtc)\.so\.(\d{1,3})(?:\.|$)/;
const CUDNN = /^libcudnn\w*\.so\.(\d{1,3})(?:\.|$)/;

/** What must be on the machine, told from the names of the libraries that one asks for (DT_NEEDED). */
export function cudaNeeds(libraries: readonly string[]): CudaNeeds {
  const newest = (pattern: RegExp) => {
    const majors = libraries.map((name) => Number(pattern.exec(name)?.[1] ?? 0));
    const most = Math.max(0, ...majors);
    return most === 0 ? null : most;
  };
  return { cuda: newest(CUDA), cudnn: newest(CUDNN) };
}

/** What has to be on the machine, as a sentence. */
export function cudaNeedsInWords({ cuda, cudnn }: CudaNeeds): string {
  if (cuda === null) return l10n.t("Its library names no version of CUDA.");
  return cudnn === null
    ? l10n.t("It needs NVIDIA’s driver and CUDA {0} on this machine, and cuDNN for the operators that use it.", cuda)
    : l10n.t("It needs NVIDIA’s driver, CUDA {0} and cuDNN {1} on this machine.", cuda, cudnn);
}
