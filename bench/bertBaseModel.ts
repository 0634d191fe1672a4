import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { bertBase, BertBaseGraph } from "./bertBaseGraph.js";
import { modelPieces, valueInfo } from "./onnxWriter.js";

/** To be counted up when what is written changes, for the file is kept between runs. */
const version = 1;

/** An ONNX file of BERT-base with random weights, 440 MB; written where it is not there yet. @returns its path */
export async function bertBaseModel(folder: string): Promise<string> {
  const name = createHash("sha256")
    .update(JSON.stringify([version, bertBase]))
    .digest("hex")
    .slice(0, 8);
  const path = join(folder, `bert-base-${name}.onnx`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.part`;
  const file = await open(unfinished, "w");
  try {
    for (const piece of pieces()) await file.writeFile(piece);
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  return path;
}

function pieces(): Iterable<Uint8Array> {
  const graph = new BertBaseGraph();
  const values = [
    valueInfo(11, "input_ids", "int64", ["batch", "sequence"]),
    valueInfo(11, "attention_mask", "int64", ["batch", "sequence"]),
    valueInfo(12, "last_hidden_state", "float", ["batch", "sequence", bertBase.width]),
  ];
  return modelPieces(17, [...graph.nodes, ...values], graph.tensors);
}
