import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeModel } from "../../../src/encoder/describeModel.js";
import { longestShownName, maximumListed } from "../../../src/encoder/limits.js";
import { halfSentence } from "../../../src/encoder/modelHalf.js";
import { readSites } from "../../../src/encoder/readSites.js";
import type { Deadline } from "../../../src/protocol/deadline.js";
import { failure } from "./support/failures.js";
import { serializedModel, type SerializedGraph } from "./support/serializedModel.js";
import { TemporaryFolder } from "./support/temporaryFolder.js";
import { watchedClient } from "./support/watchedClient.js";
import { readZooCase, zooCases } from "./support/zooCase.js";

const call = { signal: new AbortController().signal, progress: () => undefined };
const zooModel = (name: string) => resolve("test/fixtures/zoo", name, "model.onnx");

describe("a model's description", () => {
  const folder = new TemporaryFolder();
  after(() => folder.remove());
  const described = (name: string, graph: SerializedGraph) =>
    describeModel({ path: folder.write(name, serializedModel(graph)) }, call);
  const lonelySoftmax = { operator: "Softmax", inputs: ["x"], outputs: ["y"] };

  for (const name of zooCases) {
    it(`has the sites of ${name} with their facts, and is plain data`, async () => {
      const { expected, folder } = readZooCase(name);
      const { location, sites: read, half } = await readSites(resolve(folder));
      const description = await describeModel({ path: location.model }, call);
      const { sites, blocked, fault } = description;
      assert.equal(fault, half && halfSentence(half));
      assert.equal(sites.total, expected.attention.length);
      assert.deepEqual(blocked.entries, read.blocked);
      for (const { group, layer, shape } of expected.attention) {
        const site = sites.entries.find((one) => one.group === group && one.layer === layer);
        assert(site, `${group} layer ${layer}`);
        assert([shape[0], null].includes(site.heads), `${site.heads} heads`);
        assert.equal(typeof site.node, "string");
      }
      assert.deepEqual(structuredClone(description), description);
    });
  }

  it("tells what its header says", async () => {
    const path = zooModel("bert-eager");
    const description = await describeModel({ path }, call);
    assert.equal(description.name, "model.onnx");
    assert.equal(description.bytes, readFileSync(path).length);
    assert.match(description.producer, /^pytorch \d/);
    assert.deepEqual(description.operatorSets, { entries: [{ domain: "ai.onnx", version: 17 }], total: 1 });
    assert(description.nodes > 50);
    const ids = description.inputs.entries.find(({ name }) => name === "input_ids");
    assert.equal(ids?.type, "int64");
    assert.equal(ids.shape?.length, 2);
    const [table] = description.positions.entries;
    assert.deepEqual([table?.place, table?.group, table?.layers], ["embeddings", "encoder", [0]]);
    assert.equal(description.noPositions, null);
    const [site] = description.sites.entries;
    const { group, layer, operator, headDimension, mask, bias } = site!;
    assert.deepEqual([group, layer, operator, headDimension], ["encoder", 0, "Softmax", 8]);
    assert.deepEqual([mask, bias], [["padding"], "none"]);
    assert(Math.abs(site!.scale! - 1 / Math.sqrt(8)) < 1e-6);
  });

  it("is had of a model whose weights are not there, with what is missing", async () => {
    const graph = { nodes: [lonelySoftmax], external: "lonely.onnx_data" };
    const { externalFiles, fault } = await described("lonely.onnx", graph);
    assert.deepEqual(externalFiles, { entries: ["lonely.onnx_data"], total: 1 });
    assert.match(fault!, /^lonely\.onnx needs lonely\.onnx_data beside it, which does not exist; /);
    folder.write("lonely.onnx_data", new Uint8Array(16));
    assert.equal((await described("lonely.onnx", graph)).fault, null);
  });

  it("says of custom operators that they keep it from being run", async () => {
    const { fault } = await described("custom.onnx", { nodes: [{ operator: "Foo", domain: "com.x" }] });
    assert.match(fault!, /needs com\.x:Foo; custom libraries are never loaded\.$/);
  });

  it("bears hostile names as harmless text, none of them endless", async () => {
    const name = `\u202Egpj${"x".repeat(100_000)}\n<img onerror=alert(1)>`;
    const graph = { nodes: [{ ...lonelySoftmax, name }], inputs: [name, "__proto__"], producer: name };
    const { inputs, blocked, producer } = await described("hostile.onnx", graph);
    for (const shown of [inputs.entries[0]!.name, blocked.entries[0]!.node, producer]) {
      assert.match(shown, /^⟨202E⟩gpjx+…x+⟨0A⟩<img onerror=alert\(1\)>$/);
      assert(shown.length <= longestShownName);
    }
    assert.deepEqual(inputs.entries[1], { name: "__proto__", type: "int64", shape: ["batch", 3] });
  });

  it("lists no more than anyone reads, and counts the rest", async () => {
    const nodes = Array.from({ length: 20_000 }, () => lonelySoftmax);
    const description = await described("many.onnx", { nodes });
    assert.equal(description.nodes, 20_000);
    assert.deepEqual([description.blocked.total, description.blocked.entries.length], [20_000, maximumListed]);
  });

  it("refuses what is no model with what it is", async () => {
    const path = folder.write("page.onnx", "<!doctype html><title>Not found</title>");
    await assert.rejects(describeModel({ path }, call), failure("modelUnreadable", /is a web page/));
    await assert.rejects(describeModel({ path: folder.path }, call), failure("modelUnreadable", /is a folder/));
    await assert.rejects(describeModel({ path: "model.onnx" }, call), failure("badRequest"));
  });

  it("gives a deadline before it reads, and reads nothing for whom it was cancelled", async () => {
    const heard: (Deadline | undefined)[] = [];
    const controller = new AbortController();
    const describing = describeModel(
      { path: join(folder.path, "nothing.onnx") },
      { signal: controller.signal, progress: (_, deadline) => heard.push(deadline) },
    );
    controller.abort();
    await assert.rejects(describing, failure("cancelled"));
    assert.match(heard[0]!.failure.message, /not read after \d+ seconds/);
  });

  it("is answered by the encoder's process, which it starts", async () => {
    const watched = await watchedClient();
    const { client } = watched;
    try {
      const { sites } = await client.call("describeModel", { path: zooModel("bert-eager") });
      assert.equal(sites.total, 2);
      assert.equal(watched.pids().length, 1);
    } finally {
      client.dispose();
    }
  });
});
