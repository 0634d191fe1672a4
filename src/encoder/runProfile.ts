import type { ExecutionProvider } from "../attention/trace.js";

interface ProfileEvent {
  readonly cat?: string;
  readonly name?: string;
  readonly args?: { readonly op_name?: string; readonly provider?: string };
}

/** What ONNX Runtime calls an execution provider in its profiles. */
const profileNames: Readonly<Record<ExecutionProvider, string>> = {
  cpu: "CPUExecutionProvider",
  cuda: "CUDAExecutionProvider",
  webgpu: "WebGpuExecutionProvider",
  coreml: "CoreMLExecutionProvider",
  dml: "DmlExecutionProvider",
};

/** How a run was shared between an execution provider and others. */
export interface ProviderShare {
  /** Nodes that ran, those that only copy between devices left out. */
  readonly nodes: number;
  /** Nodes that the provider ran. One that compiles parts of a graph has each of them counted as one. */
  readonly own: number;
  /** Providers that multiplied matrices in its stead, as ONNX Runtime names them. */
  readonly otherMultipliers: readonly string[];
  /** Whether it multiplied any itself, or ran a part that it compiled. */
  readonly multiplied: boolean;
}

/**
 * Reads who ran what from the profile of a single run.
 *
 * @param profile the JSON that ONNX Runtime wrote
 */
export function providerShare(profile: string, provider: ExecutionProvider): ProviderShare {
  const events = JSON.parse(profile) as readonly ProfileEvent[];
  const ran = events.flatMap(({ cat, name, args }) =>
    cat === "Node" && name?.endsWith("_kernel_time") && args?.provider !== undefined
      ? [{ operator: args.op_name ?? "", provider: args.provider }]
      : [],
  );
  const nodes = ran.filter(({ operator }) => !operator.startsWith("Memcpy"));
  const wanted = profileNames[provider];
  const own = nodes.filter((node) => node.provider === wanted);
  const multipliers = nodes.filter(({ operator }) => /MatMul|Gemm|Attention|Einsum/.test(operator));
  const others = multipliers.flatMap((node) => (node.provider === wanted ? [] : [node.provider]));
  return {
    nodes: nodes.length,
    own: own.length,
    otherMultipliers: [...new Set(others)],
    multiplied:
      multipliers.some((node) => node.provider === wanted) || own.some(({ operator }) => isCompiled(operator)),
  };
}

/** A part of the graph that a provider compiled bears a name of the provider's: `CoreML_1234_0`. */
function isCompiled(operator: string): boolean {
  return /_\d+(_\d+)*$/.test(operator);
}
