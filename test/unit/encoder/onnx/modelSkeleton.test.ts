import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import { modelFeeds } from "../../../../src/encoder/modelFeeds.js";
import { FileSource } from "../../../../src/encoder/onnx/byteSource.js";
import { modelSkeleton } from "../../../../src/encoder/onnx/modelSkeleton.js";
import { readModel } from "../../../../src/encoder/onnx/readModel.js";
import { loadRuntime } from "../../../../src/encoder/runtime.js";
import { readZooCase } from "../support/zooCase.js";

/** Larger than shapes, which ONNX Runtime wants in the graph itself. */
const smallest = 300;

describe("a model without its weights", () => {
  for (const name of ["roberta-eager", "bert-float16", "gpt2-int8", "llama-q4"]) {
    it(`maps them from its own file, wherever in it they begin: ${name}`, async () => {
      const { folder, inputs } = readZooCase(name);
      const path = resolve(folder, "model.onnx");
      const source = new FileSource(path);
      const model = readModel(source);
      const skeleton = modelSkeleton(source, "model.onnx", smallest);
      source.close();
      const whole = readFileSync(path);
      assert.ok(skeleton.length < whole.length, `${skeleton.length} of ${whole.length} bytes`);
      const odd = [...model.graph.initializers.values()].filter(({ place }) => place && place.offset % 4 !== 0);
      assert.ok(odd.length > 0, "none of its weights begins at an odd place");

      const { InferenceSession, Tensor } = await loadRuntime();
      const feeds = modelFeeds(model.graph.inputs, inputs, Tensor, { source: "input_ids", target: null });
      const result = async (bytes: Uint8Array, options: InferenceSession.SessionOptions) => {
        const session = await InferenceSession.create(bytes, options);
        const outputs = await session.run(feeds);
        await session.release();
        return outputs[session.outputNames[0]!]!.data;
      };
      const mapped = { extra: { session: { model_external_initializers_file_folder_path: resolve(folder) } } };
      assert.deepEqual(await result(skeleton, mapped), await result(whole, {}));
    });
  }
});
