import assert from "node:assert/strict";
import { chooseProvider } from "../../../src/encoder/executionProvider.js";
import type { ProviderTrial } from "../../../src/encoder/providerTrial.js";
import { failure } from "./support/failures.js";

const trial = (share: object): ProviderTrial => ({
  works: true,
  share: { nodes: 130, own: 130, otherMultipliers: [], multiplied: true, ...share },
});
const works = () => Promise.resolve(trial({}));
const partly = () => Promise.resolve(trial({ own: 120 }));
const mixed = () => Promise.resolve(trial({ own: 100, otherMultipliers: ["CPUExecutionProvider"] }));
const lacks = () => Promise.resolve({ works: false, reason: "no driver" } as const);
const unasked = () => Promise.reject(new Error("nothing must be tried"));

describe("the choice of an execution provider", () => {
  it("takes what was asked for", async () => {
    assert.deepEqual(await chooseProvider("cpu", unasked), { asked: "cpu", used: "cpu", reason: null });
    assert.deepEqual(await chooseProvider("cuda", works), { asked: "cuda", used: "cuda", reason: null });
    assert.deepEqual(await chooseProvider("webgpu", works), { asked: "webgpu", used: "webgpu", reason: null });
  });

  it("takes CUDA by itself only where it works, and says why not", async () => {
    assert.deepEqual(await chooseProvider("auto", works), { asked: "auto", used: "cuda", reason: null });
    assert.deepEqual(await chooseProvider("auto", lacks), { asked: "auto", used: "cpu", reason: "no driver" });
    const reason = "the trial run multiplied matrices with CPUExecutionProvider";
    assert.deepEqual(await chooseProvider("auto", mixed), { asked: "auto", used: "cpu", reason });
  });

  it("tries nothing but CUDA by itself", async () => {
    const tried: string[] = [];
    await chooseProvider("auto", (provider) => {
      tried.push(provider);
      return lacks();
    });
    assert.deepEqual(tried, ["cuda"]);
  });

  it("says how much of a run the CPU took", async () => {
    const reason = "120 of 130 nodes, the CPU the rest";
    assert.deepEqual(await chooseProvider("webgpu", partly), { asked: "webgpu", used: "webgpu", reason });
    assert.equal((await chooseProvider("webgpu", mixed)).reason, "100 of 130 nodes, the CPU the rest");
  });

  it("never runs on the CPU where another was asked for", async () => {
    await assert.rejects(chooseProvider("cuda", lacks), failure("providerUnavailable", /^CUDA .+\(no driver\)/));
    await assert.rejects(chooseProvider("webgpu", lacks), failure("providerUnavailable", /^WebGPU .+\(no driver\)/));
  });

  it("knows the platforms of those that have one", async () => {
    const onlyMac = failure("providerUnavailable", /^Core ML exists only on macOS; set /);
    await assert.rejects(chooseProvider("coreml", unasked, "linux"), onlyMac);
    const onlyWindows = failure("providerUnavailable", /^DirectML exists only on Windows; set /);
    await assert.rejects(chooseProvider("dml", unasked, "darwin"), onlyWindows);
    assert.equal((await chooseProvider("coreml", works, "darwin")).used, "coreml");
    assert.equal((await chooseProvider("dml", works, "win32")).used, "dml");
  });

  it("names the way to CUDA where its libraries are missing", async () => {
    const missing = () => Promise.resolve({ works: false, reason: "Failed to load shared library" } as const);
    await assert.rejects(chooseProvider("cuda", missing), failure("providerUnavailable", /Install CUDA Support/));
  });
});
