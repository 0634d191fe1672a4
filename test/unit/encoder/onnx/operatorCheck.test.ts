import assert from "node:assert/strict";
import { checkOperators } from "../../../../src/encoder/onnx/operatorCheck.js";
import type { OnnxModel, OnnxNode } from "../../../../src/encoder/onnx/model.js";
import { failure } from "../support/failures.js";
import { graphOf, modelOfGraph, nodeOf } from "./syntheticModel.js";

const path = "/models/model.onnx";
const check = (nodes: readonly OnnxNode[], changes: Partial<OnnxModel> = {}) =>
  checkOperators(modelOfGraph(graphOf(nodes), changes), path);

describe("a model's operators", () => {
  it("may be ONNX's, ONNX Runtime's and the model's own", () => {
    const domains = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc", "org.pytorch.aten"];
    const nodes = domains.map((domain) => nodeOf("Any", domain));
    check([...nodes, nodeOf("Own", "pkg.torch")], { functions: new Map([["pkg.torch::Own", [nodeOf("MatMul")]]]) });
  });

  it("of a custom library are named", () => {
    assert.throws(
      () => check([nodeOf("MatMul"), nodeOf("Foo", "com.x")]),
      failure("modelUnsupported", /^\/models\/model\.onnx needs com\.x:Foo; custom libraries are never loaded\.$/),
    );
  });

  it("of a custom library are named once each, three of them", () => {
    const nodes = ["A", "B", "A", "C", "D", "E"].map((operator) => nodeOf(operator, "com.x"));
    assert.throws(() => check(nodes), failure("modelUnsupported", /needs com\.x:A, com\.x:B, com\.x:C and 2 more;/));
  });

  it("are not the model's own where only another of its domain is", () => {
    assert.throws(
      () => check([nodeOf("Foo", "pkg")], { functions: new Map([["pkg::Bar", []]]) }),
      failure("modelUnsupported", /needs pkg:Foo/),
    );
  });

  it("are found in the graphs of other operators, however deep those are nested", () => {
    let graph = graphOf([nodeOf("Foo", "com.x")]);
    for (let depth = 0; depth < 50_000; depth++) {
      graph = graphOf([nodeOf("If", "", { then_branch: { kind: "graph", value: graph } })]);
    }
    assert.throws(() => checkOperators(modelOfGraph(graph), path), failure("modelUnsupported", /com\.x:Foo/));
  });

  it("are found in the model's own functions", () => {
    const functions = new Map([["pkg::Own", [nodeOf("Foo", "com.x")]]]);
    assert.throws(() => check([nodeOf("Own", "pkg")], { functions }), failure("modelUnsupported", /com\.x:Foo/));
  });

  it("have names that cannot mislead", () => {
    assert.throws(
      () => check([nodeOf("\u202egpj\n", "__proto__")]),
      failure("modelUnsupported", /needs __proto__:⟨202E⟩gpj⟨0A⟩;/),
    );
  });

  for (const [domain, newest, shown] of [
    ["", 26, "opset"],
    ["ai.onnx", 26, "opset"],
    ["ai.onnx.ml", 5, "ai\\.onnx\\.ml opset"],
    ["com.microsoft", 1, "com\\.microsoft opset"],
  ] as const) {
    it(`of ${domain || "ONNX"} are of version ${newest} at most`, () => {
      check([], { operatorSets: new Map([[domain, newest]]) });
      assert.throws(
        () => check([], { operatorSets: new Map([[domain, newest + 1]]) }),
        failure(
          "modelUnsupported",
          new RegExp(`uses ${shown} ${newest + 1}, .* none after ${newest}; export it with a lower`),
        ),
      );
    });
  }

  it("may be of any version where the domain is not ONNX Runtime's", () => {
    check([], { operatorSets: new Map([["pkg.torch", 99]]) });
  });

  it("are of a format that ONNX Runtime can read", () => {
    check([], { irVersion: 13 });
    assert.throws(
      () => check([], { irVersion: 14 }),
      failure("modelUnsupported", /format version 14, .* none after 13/),
    );
  });
});
