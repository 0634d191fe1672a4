import assert from "node:assert/strict";
import { listSupportedBackends } from "onnxruntime-node";
import { probeCuda, probeProvider } from "../../../src/encoder/cudaProbe.js";
import { readEncoderFolder } from "../../../src/encoder/encoderFolder.js";
import { chooseProvider } from "../../../src/encoder/executionProvider.js";
import { failure } from "./support/failures.js";
import { tinyEncoder } from "./support/fixtures.js";
import { WatchedSessions } from "./support/watchedSessions.js";

const works = () => Promise.resolve(null);
const lacks = () => Promise.resolve("no driver");
const unasked = () => Promise.reject(new Error("CUDA must not be tried"));

describe("the choice of an execution provider", () => {
  it("takes what was asked for", async () => {
    assert.deepEqual(await chooseProvider("cpu", unasked), { asked: "cpu", used: "cpu", reason: null });
    assert.deepEqual(await chooseProvider("cuda", works), { asked: "cuda", used: "cuda", reason: null });
  });

  it("takes CUDA by itself only where it works, and says why not", async () => {
    assert.deepEqual(await chooseProvider("auto", works), { asked: "auto", used: "cuda", reason: null });
    assert.deepEqual(await chooseProvider("auto", lacks), { asked: "auto", used: "cpu", reason: "no driver" });
  });

  it("never runs on the CPU where CUDA was asked for", async () => {
    await assert.rejects(chooseProvider("cuda", lacks), failure("providerUnavailable", /\(no driver\)/));
  });
});

describe("a trial run", () => {
  it("sees in the profile which provider multiplied the matrices", async () => {
    const folder = await readEncoderFolder(tinyEncoder);
    assert.equal(await probeProvider(folder, "cpu"), null);
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
      assert.match((await probeProvider(broken, "cpu"))!, /indices element out of data bounds/);
      assert.deepEqual([watched.opened, watched.released], [1, 1]);
    } finally {
      watched.restore();
    }
  });

  it("tells why CUDA cannot be had, or that it can", async () => {
    const reason = await probeCuda(await readEncoderFolder(tinyEncoder));
    if (!listSupportedBackends().some(({ name }) => name === "cuda")) {
      assert.equal(reason, "this build of ONNX Runtime is without CUDA");
    } else if (reason !== null) {
      assert.match(reason, /^[^\n]{5,200}$/);
    }
  });
});
