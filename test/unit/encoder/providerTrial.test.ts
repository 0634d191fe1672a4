import assert from "node:assert/strict";
import { listSupportedBackends } from "onnxruntime-node";
import { readEncoderFolder } from "../../../src/encoder/encoderFolder.js";
import { EncoderSession } from "../../../src/encoder/encoderSession.js";
import { wholeHeadMask } from "../../../src/encoder/headMask.js";
import { trialOf } from "../../../src/encoder/describedEncoder.js";
import { tryProvider } from "../../../src/encoder/providerTrial.js";
import { tensorsOf } from "../../../src/encoder/tensorTable.js";
import { bundledEncoder, tinyEncoder } from "./support/fixtures.js";
import { useSoftwareGpu } from "./support/softwareGpu.js";
import { WatchedSessions } from "./support/watchedSessions.js";

describe("a trial run", () => {
  it("sees in the profile which provider ran each node", async () => {
    const trial = await tryProvider("cpu", trialOf(await readEncoderFolder(tinyEncoder)));
    assert.ok(trial.works);
    assert.ok(trial.share.nodes > 20, `${trial.share.nodes} nodes`);
    const { nodes } = trial.share;
    assert.deepEqual(trial.share, { nodes, own: nodes, otherMultipliers: [], multiplied: true });
  });

  it("leaves no session behind when it fails", async () => {
    const folder = await readEncoderFolder(tinyEncoder);
    const { description } = folder;
    const begin = { ...description.specialTokens.begin, id: 1_000_000 };
    const broken = {
      ...folder,
      description: { ...description, specialTokens: { ...description.specialTokens, begin } },
    };
    const watched = new WatchedSessions();
    try {
      const trial = await tryProvider("cpu", trialOf(broken));
      assert.match(trial.works ? "" : trial.reason, /indices element out of data bounds/);
      assert.deepEqual([watched.opened, watched.released], [1, 1]);
    } finally {
      watched.restore();
    }
  });

  it("tells why CUDA cannot be had, or that it can", async () => {
    const trial = await tryProvider("cuda", trialOf(await readEncoderFolder(tinyEncoder)));
    if (!listSupportedBackends().some(({ name }) => name === "cuda")) {
      assert.deepEqual(trial, { works: false, reason: "this build of ONNX Runtime is without it" });
    } else if (!trial.works) {
      assert.match(trial.reason, /^[^\n]{5,200}$/);
    }
  });

  it("runs on WebGPU what the CPU runs, and gives the same numbers, or tells why not", async function () {
    useSoftwareGpu();
    const folder = await readEncoderFolder(bundledEncoder);
    const { model, description } = folder;
    const trial = await tryProvider("webgpu", trialOf(folder));
    if (!trial.works) {
      assert.match(trial.reason, /^[^\n]{5,200}$/);
      return this.skip();
    }
    assert.deepEqual(trial.share.otherMultipliers, []);
    assert.ok(trial.share.own < trial.share.nodes, "it leaves the sizes to the CPU, and the trial sees that");
    const ids = Int32Array.from({ length: 9 }, (_, token) => (token * 7919 + 13) % description.vocabularySize);
    const run = async (provider: "cpu" | "webgpu") => {
      const tensors = tensorsOf(description, ["attention", "addNorm2"]);
      const session = await EncoderSession.open(model, description, provider, tensors);
      try {
        return await session.run(ids, wholeHeadMask(description.layers, description.heads));
      } finally {
        await session.release();
      }
    };
    const [byCpu, byGpu] = [await run("cpu"), await run("webgpu")];
    for (const [tensor, values] of byCpu.entries()) {
      const apart = values.reduce((most, value, at) => Math.max(most, Math.abs(value - byGpu[tensor]![at]!)), 0);
      assert.ok(apart < 1e-4, `tensor ${tensor} is apart by ${apart}`);
    }
  });
});
