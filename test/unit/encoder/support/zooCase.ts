import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AttentionGroup } from "../../../../src/attention/attentionGroup.js";
import type { ModelInputs } from "../../../../src/encoder/onnxRun.js";

const zoo = "test/fixtures/zoo";

/** What test/zoo/ says of a model: PyTorch's attentions, and what its graph should be found to hold. */
export interface Expected {
  readonly tolerance: number;
  readonly attention: readonly {
    readonly group: AttentionGroup;
    readonly layer: number;
    readonly shape: readonly number[];
    /** Of its first weight in expected.bin. */
    readonly offset: number;
    readonly scale: number | null;
    readonly keyHeads: number;
    readonly mask: readonly string[];
    readonly bias: string;
  }[];
}

/** The names of the zoo's models. */
export const zooCases: readonly string[] = readdirSync(zoo).filter((name) =>
  existsSync(join(zoo, name, "expected.json")),
);

export function readZooCase(name: string) {
  const folder = join(zoo, name);
  const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const bytes = readFileSync(join(folder, "expected.bin"));
  return {
    folder,
    path: folder,
    inputs: json("inputs.json") as ModelInputs,
    expected: json("expected.json") as Expected,
    weights: new Float32Array(new Uint8Array(bytes).buffer),
  };
}
