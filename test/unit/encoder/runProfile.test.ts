import assert from "node:assert/strict";
import { providerShare } from "../../../src/encoder/runProfile.js";

const node = (op_name: string, provider: string, name = `${op_name}_1_kernel_time`) => ({
  cat: "Node",
  name,
  args: { op_name, provider },
});
const share = (events: readonly object[], provider: "webgpu" | "coreml") =>
  providerShare(JSON.stringify(events), provider);

describe("the profile of a run", () => {
  it("counts the nodes of each provider, but not those that copy between devices", () => {
    const events = [
      { cat: "Session", name: "session_initialization", args: {} },
      node("MatMul", "WebGpuExecutionProvider"),
      node("Softmax", "WebGpuExecutionProvider"),
      node("Softmax", "WebGpuExecutionProvider", "Softmax_1_fence_before"),
      node("Shape", "CPUExecutionProvider"),
      node("MemcpyToHost", "WebGpuExecutionProvider"),
    ];
    assert.deepEqual(share(events, "webgpu"), { nodes: 3, own: 2, otherMultipliers: [], multiplied: true });
  });

  it("names who multiplied matrices in the provider's stead", () => {
    const events = [
      node("Softmax", "WebGpuExecutionProvider"),
      node("FusedMatMul", "CPUExecutionProvider"),
      node("Gemm", "CPUExecutionProvider"),
    ];
    const { otherMultipliers, multiplied } = share(events, "webgpu");
    assert.deepEqual([otherMultipliers, multiplied], [["CPUExecutionProvider"], false]);
  });

  it("takes a compiled part of the graph for work done", () => {
    const events = [node("CoreML_8812907361_0", "CoreMLExecutionProvider"), node("Gather", "CPUExecutionProvider")];
    assert.deepEqual(share(events, "coreml"), { nodes: 2, own: 1, otherMultipliers: [], multiplied: true });
  });
});
