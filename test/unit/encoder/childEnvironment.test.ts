import assert from "node:assert/strict";
import { childEnvironment } from "../../../src/encoder/childEnvironment.js";

describe("the environment of the encoder's process", () => {
  const [pages, threshold] = ["glibc.malloc.hugetlb=1", "glibc.malloc.mmap_threshold=1048576"];

  it("asks for large pages, and for arrays that are given back, besides what the person asks of the C library", () => {
    assert.equal(childEnvironment({}).GLIBC_TUNABLES, `${pages}:${threshold}`);
    assert.equal(
      childEnvironment({ GLIBC_TUNABLES: "glibc.malloc.check=3" }).GLIBC_TUNABLES,
      `glibc.malloc.check=3:${pages}:${threshold}`,
    );
  });

  it("leaves the person's own choices", () => {
    const own = "glibc.malloc.hugetlb=0:glibc.malloc.check=3";
    assert.equal(childEnvironment({ GLIBC_TUNABLES: own }).GLIBC_TUNABLES, `${own}:${threshold}`);
    const both = "glibc.malloc.mmap_threshold=0:glibc.malloc.hugetlb=2";
    assert.equal(childEnvironment({ GLIBC_TUNABLES: both }).GLIBC_TUNABLES, both);
  });

  it("has ONNX Runtime send nothing, whatever the parent's environment says", () => {
    for (const own of [{}, { ORT_DISABLE_TELEMETRY: "0" }, { ORT_DISABLE_TELEMETRY: "" }])
      assert.equal(childEnvironment(own).ORT_DISABLE_TELEMETRY, "1");
  });

  it("hands on the rest, but nothing that changes Node", () => {
    const { NODE_OPTIONS, HOME } = childEnvironment({ HOME: "/home/somebody", NODE_OPTIONS: "--require ./hook.js" });
    assert.deepEqual([HOME, NODE_OPTIONS], ["/home/somebody", undefined]);
  });
});
