import assert from "node:assert/strict";
import { childEnvironment } from "../../../src/encoder/childEnvironment.js";

describe("the environment of the encoder's process", () => {
  it("asks for large pages, besides what the person asks of the C library", () => {
    assert.equal(childEnvironment({}).GLIBC_TUNABLES, "glibc.malloc.hugetlb=1");
    assert.equal(
      childEnvironment({ GLIBC_TUNABLES: "glibc.malloc.check=3" }).GLIBC_TUNABLES,
      "glibc.malloc.check=3:glibc.malloc.hugetlb=1",
    );
  });

  it("leaves the person's own choice of pages", () => {
    const own = "glibc.malloc.hugetlb=0:glibc.malloc.check=3";
    assert.equal(childEnvironment({ GLIBC_TUNABLES: own }).GLIBC_TUNABLES, own);
  });

  it("hands on the rest, but nothing that changes Node", () => {
    const { NODE_OPTIONS, HOME } = childEnvironment({ HOME: "/home/somebody", NODE_OPTIONS: "--require ./hook.js" });
    assert.deepEqual([HOME, NODE_OPTIONS], ["/home/somebody", undefined]);
  });
});
