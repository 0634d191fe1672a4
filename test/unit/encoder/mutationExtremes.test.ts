import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { EditableModel, nodeFields, tensorFields } from "../../mutation/editableModel.js";
import { bombMutators } from "../../mutation/bombMutators.js";
import { SeededRandom } from "../../mutation/seededRandom.js";
import { specimens, type Specimen } from "../../mutation/specimens.js";
import { textOf } from "../../mutation/wireFields.js";
import { plainMap } from "../attention/plainRequests.js";
import { failure } from "./support/failures.js";
import { until } from "./support/processes.js";
import { TemporaryFolder } from "./support/temporaryFolder.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

describe("an encoder of the extreme kind", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let watched: WatchedClient;
  const all = specimens();
  beforeEach(async () => {
    folder = new TemporaryFolder();
    watched = await watchedClient();
  });
  afterEach(() => {
    watched.client.dispose();
    folder.remove();
  });

  const specimen = (name: string): Specimen => all.find((one) => one.name === name)!;

  /** A trace of a specimen whose model was changed. */
  function shown(
    { files, segments }: Specimen,
    change: (model: EditableModel) => void = () => undefined,
    request = {},
  ) {
    const model = new EditableModel(files.get("model.onnx") as Uint8Array);
    change(model);
    folder.write("model.onnx", model.write());
    folder.write("tokenizer.json", files.get("tokenizer.json") as string);
    return watched.client.call("trace", traceRequest({ encoder: folder.path, segments, ...request }));
  }

  const rowOf = (trace: number, layer: number) =>
    watched.client.call("attentionRow", { ...plainMap(trace, { layer, head: 1 }), query: 2 });

  it("with the names that every object has gives the same numbers", async () => {
    const bert = specimen("bert-eager");
    const whole = await shown(bert);
    const row = await rowOf(whole.id, 1);
    const renamed = await shown(bert, (model) => {
      const softmax = model.nodes.filter(({ fields }) => textOf(fields, nodeFields.operator) === "Softmax");
      model.rename(textOf(softmax[0]!.fields, nodeFields.output), "constructor");
      model.rename(textOf(softmax[1]!.fields, nodeFields.output), "__proto__");
      model.rename(textOf(model.initializers[0]!.fields, tensorFields.name), "toString");
      model.rename(textOf(model.initializers[1]!.fields, tensorFields.name), "hasOwnProperty");
    });
    assert.deepEqual(
      renamed.seal?.sites.map(({ proven }) => proven),
      [true, true],
    );
    assert.deepEqual(await rowOf(renamed.id, 1), row);
  });

  for (const [what, value] of [
    ["NaN", NaN],
    ["infinite", Infinity],
  ] as const) {
    it(`with ${what} weights is shown as what is no number, and its seal says so`, async () => {
      const { id, seal } = await shown(specimen("bert-eager"), (model) => {
        const tensor = model.initializers.find(({ fields }) =>
          textOf(fields, tensorFields.name).includes("word_embeddings"),
        )!;
        const raw = tensor.fields.find(({ field }) => field === tensorFields.raw)!;
        const weights = Buffer.from(raw.content as Uint8Array);
        for (let at = 0; at < weights.length; at += 4) weights.writeFloatLE(value, at);
        raw.content = weights;
      });
      const map = await watched.client.call("heatMap", plainMap(id));
      assert(
        map.unreadable?.every((cell) => cell === 1),
        "every cell is hatched",
      );
      assert(Number.isNaN(map.maximum));
      assert(
        seal?.sites.every(({ emptyRows, proven }) => emptyRows > 0 || !proven),
        JSON.stringify(seal),
      );
    });
  }

  for (const mutator of ["constant of a huge shape", "tensor that grows in the run"]) {
    it(`a ${mutator} is ended before it takes all memory, and the next is shown`, async function () {
      const { files, segments } = specimen("bert-eager");
      const damaged = new Map(files);
      // A seed of which the tensor has more bytes than the process may take, and fewer than the system refuses.
      const seed = Array.from({ length: 50 }, (_, at) => at).find((at) => bombSize(at) === 30)!;
      bombMutators.find(({ name }) => name === mutator)!.mutate(damaged, new SeededRandom(seed));
      for (const [name, content] of damaged) folder.write(name, content as string | Uint8Array);
      let largest = 0;
      const looking = setInterval(() => (largest = Math.max(largest, residentBytes(watched.pids()[0]))), 5);
      const began = performance.now();
      const run = watched.client.call("trace", traceRequest({ encoder: folder.path, segments }));
      await assert.rejects(
        run,
        failure(
          "encoderStopped",
          /^The encoder needed more than 1\.\d GB of memory, and its process was ended; select less/,
        ),
      );
      clearInterval(looking);
      assert(performance.now() - began < 10_000);
      assert(largest < 2 * 1024 ** 3, `${largest} bytes`);
      await watched.client.call("trace", traceRequest());
      await until("there are two processes", () => watched.pids().length === 2);

      function bombSize(at: number): number {
        const first = mutator.startsWith("constant") ? 26 : 27;
        return first + new SeededRandom(at).below(mutator.startsWith("constant") ? 16 : 12);
      }
    });
  }
});

/** 0 where the system does not tell (other than Linux). */
function residentBytes(pid: number | undefined): number {
  try {
    return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
