import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { locateModel } from "../../../../src/encoder/modelLocation.js";
import { attentionSites } from "../../../../src/encoder/onnx/attentionSites.js";
import { bytesSource } from "../support/bytesSource.js";
import { positionalEncodings } from "../../../../src/encoder/onnx/positions/positionalEncodings.js";
import { readModel } from "../../../../src/encoder/onnx/readModel.js";
import { serializedModel } from "../support/serializedModel.js";
import { shuffledModel } from "../support/shuffledModel.js";
import { readZooCase, zooCases } from "../support/zooCase.js";

describe("a model whose nodes stand in any order", () => {
  for (const name of zooCases) {
    it(`has the same attention and positions: ${name}`, async () => {
      const { model } = await locateModel(readZooCase(name).path);
      const bytes = readFileSync(model);
      const expected = told(bytes);
      for (const seed of [1, 2]) assert.deepEqual(told(shuffledModel(bytes, drawing(seed))), expected, `seed ${seed}`);
    });
  }

  it("keeps a sorted file's order", () => {
    const operators = ["Relu", "Sigmoid", "Tanh", "Exp"];
    const nodes = operators.map((operator) => ({ operator, inputs: ["input"], outputs: [operator] }));
    const { graph } = readModel(bytesSource(serializedModel({ nodes, inputs: ["input"] })));
    assert.deepEqual(
      graph.nodes.map(({ operator }) => operator),
      operators,
    );
  });

  it("numbers nodes by the order of computation", () => {
    const nodes = [
      { operator: "Tanh", inputs: ["b"], outputs: ["result"] },
      { operator: "Exp", inputs: ["input"], outputs: ["a"] },
      { operator: "Relu", inputs: ["a"], outputs: ["b"] },
    ];
    const { graph } = readModel(bytesSource(serializedModel({ nodes, inputs: ["input"] })));
    assert.deepEqual(
      graph.nodes.map(({ operator, index }) => [operator, index]),
      [
        ["Exp", 0],
        ["Relu", 1],
        ["Tanh", 2],
      ],
    );
  });

  it("is refused where nodes wait for each other, naming one", () => {
    const nodes = [
      { operator: "Add", name: "first", inputs: ["input", "b"], outputs: ["a"] },
      { operator: "Relu", name: "second", inputs: ["a"], outputs: ["b"] },
    ];
    const bytes = serializedModel({ nodes, inputs: ["input"] });
    assert.throws(() => readModel(bytesSource(bytes)), /the node Add first waits for its own result/);
  });

  it("is sorted in linear time", () => {
    const count = 100_000;
    const nodes = Array.from({ length: count }, (_, place) => ({
      operator: "Relu",
      inputs: [place === count - 1 ? "input" : `v${place + 1}`],
      outputs: [`v${place}`],
    }));
    const began = performance.now();
    const { graph } = readModel(bytesSource(serializedModel({ nodes, inputs: ["input"] })));
    assert.equal(graph.nodes[0]!.outputs[0], `v${count - 1}`);
    assert.ok(performance.now() - began < 10_000);
  });
});

/** What is told of a model, sites by group and layer; names of appended values bear a node's place, which is left out. */
function told(bytes: Uint8Array): unknown {
  const model = readModel(bytesSource(bytes));
  const found = attentionSites(model);
  const { encodings, reason } = positionalEncodings(model, found);
  const text = (value: unknown) =>
    JSON.stringify(value).replace(/attention_inspector\/((positions|scores)\/)?\d+/g, "appended");
  return {
    sites: found.sites
      .map(({ fragment, scoreFragment, ...site }) =>
        text({ ...site, added: fragment !== null, scoresAdded: scoreFragment !== null }),
      )
      .sort(),
    blocked: found.blocked.map(text).sort(),
    encodings: encodings.map(text).sort(),
    reason,
  };
}

/** Numbers in [0, 1), the same for the same seed (a linear congruential generator). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
}
