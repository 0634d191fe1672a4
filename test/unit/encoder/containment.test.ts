import assert from "node:assert/strict";
import { liesIn } from "../../../src/encoder/containment.js";
import { FolderTree } from "./support/folderTree.js";

describe("what lies in a workspace", () => {
  const tree = new FolderTree();
  after(() => tree.remove());

  before(() => {
    tree.write({ "workspace/a.onnx": 1, "workspace/..b/c.onnx": 1, "workspace2/d.onnx": 1, "elsewhere/e.onnx": 1 });
    tree
      .link("workspace/out", "../elsewhere")
      .link("elsewhere/in.onnx", "../workspace/a.onnx")
      .link("same", "workspace");
  });

  for (const [path, expected] of [
    ["workspace", true],
    ["workspace/a.onnx", true],
    ["workspace/..b/c.onnx", true],
    ["workspace/not there.onnx", true],
    ["workspace/../elsewhere/e.onnx", false],
    ["workspace2/d.onnx", false],
    ["elsewhere/e.onnx", false],
    ["workspace/out/e.onnx", true],
    ["elsewhere/in.onnx", true],
    ["same/a.onnx", true],
  ] as const) {
    it(`${path}: ${expected ? "yes" : "no"}`, async () => {
      assert.equal(await liesIn(tree.at(path), [tree.at("nowhere"), tree.at("workspace")]), expected);
    });
  }

  it("is nothing without a workspace", async () => assert.equal(await liesIn(tree.at("workspace"), []), false));
});
