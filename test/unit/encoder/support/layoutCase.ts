import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOnnxEncoder, type OpenOnnxEncoder } from "../../../../src/encoder/openOnnxEncoder.js";
import type { OnnxRun } from "../../../../src/encoder/onnxRun.js";
import { letterTokenizer } from "./letterTokenizer.js";

const fixtures = "test/fixtures/layouts";

/** What test/zoo/layouts.py says of its models. */
interface Expected {
  readonly source: readonly number[];
  readonly target: readonly number[];
  readonly embeddings: readonly (readonly number[])[];
  /** `[heads, queries, keys]` by kind of model, then by group and layer. */
  readonly attention: Readonly<Record<string, Readonly<Record<string, readonly (readonly (readonly number[])[])[]>>>>;
}

export const expected = JSON.parse(readFileSync(join(fixtures, "expected.json"), "utf8")) as Expected;

/** The names of the models. */
export const layoutNames = readdirSync(fixtures)
  .filter((name) => name.endsWith(".onnx"))
  .map((name) => name.slice(0, -5));

/** Opens a model of test/fixtures/layouts with a tokenizer of letters, and closes it again. */
export async function withLayout<T>(name: string, work: (encoder: OpenOnnxEncoder, folder: string) => Promise<T>) {
  const folder = mkdtempSync(join(tmpdir(), "attention-inspector-layout-"));
  try {
    copyFileSync(join(fixtures, `${name}.onnx`), join(folder, "model.onnx"));
    writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(letterTokenizer));
    const encoder = await openOnnxEncoder(folder, { provider: "cpu" });
    try {
      return await work(encoder, folder);
    } finally {
      await encoder.release();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How far a run's attention is from PyTorch's: the largest difference, infinite where shapes differ. */
export function attentionError({ arrays }: OnnxRun, kind: string): number {
  const wanted = Object.entries(expected.attention[kind]!);
  const found = arrays.probabilities ?? [];
  if (wanted.length !== found.length) return Infinity;
  return Math.max(
    ...wanted.map(([name, weights]) => {
      const array = found.find(({ site }) => `${site.group}_${site.layer}` === name);
      const shape = [weights.length, weights[0]!.length, weights[0]![0]!.length];
      if (array?.shape.join() !== shape.join()) return Infinity;
      return weights
        .flat(2)
        .reduce((worst, weight, place) => Math.max(worst, Math.abs(weight - array.values[place]!)), 0);
    }),
  );
}
