import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { closeAll, extension, opened, selectionOf, shownTrace } from "./inspector.js";

interface Expected {
  readonly attention: readonly {
    readonly layer: number;
    readonly shape: readonly [heads: number, queries: number, keys: number];
    readonly offset: number;
  }[];
}

// The zoo's exports that bring a tokenizer, on the text of which PyTorch's attentions are known.
describe("an encoder of one's own", () => {
  const zoo = join(extension().extensionPath, "test", "fixtures", "zoo");
  const names = readdirSync(zoo).filter((name) => existsSync(join(zoo, name, "text.json")));
  const choose = (path: string) => vscode.commands.executeCommand("attentionInspector.chooseEncoder", path);
  const json = async (name: string, file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(zoo, name, file), "utf8"));

  after(() => choose(join(extension().extensionPath, "media", "encoder")));
  afterEach(() => closeAll());

  it("is tried on five of them", () => assert.equal(names.length, 5));

  for (const name of names) {
    it(`is read as it is, exact to the number and to the character: ${name}`, async () => {
      const { text, pair, ids } = (await json(name, "text.json")) as {
        text: string;
        pair: string | null;
        ids: number[];
      };
      const { attention } = (await json(name, "expected.json")) as Expected;
      const bytes = new Uint8Array(await readFile(join(zoo, name, "expected.bin")));
      const expected = new Float32Array(bytes.buffer);
      const content = pair === null ? text : `${text}\n---\n${pair}`;
      const editor = await opened(content);
      editor.selections = [text, ...(pair === null ? [] : [pair])].map((segment) => selectionOf(editor, segment));
      await choose(join(zoo, name));
      const trace = await shownTrace();

      assert.deepEqual([...trace.tokens.ids], ids);
      assert.ok(
        trace.seal?.sites.every(({ proven }) => proven),
        JSON.stringify(trace.seal),
      );
      const segments = pair === null ? [text] : [text, pair];
      for (const [token, segment] of trace.tokens.segments.entries()) {
        if (segment === -1) continue;
        const { starts, ends, texts } = trace.tokens;
        assert.equal(texts[token], segments[segment]!.slice(starts[token], ends[token]));
      }
      assert.equal(trace.groups[0]!.layers, attention.length);
      for (const { layer, shape, offset } of attention) {
        const [heads, queries, keys] = shape;
        for (let head = 0; head < heads; head++) {
          for (let query = 0; query < queries; query++) {
            const row = await extension().exports.attentionRow(layer, head, query);
            const from = offset + (head * queries + query) * keys;
            for (const [key, weight] of row!.entries()) assert.ok(Math.abs(weight - expected[from + key]!) <= 1e-5);
          }
        }
      }
    });
  }

  it("that has no tokenizer is told how to get one, and nothing is lost", async () => {
    const editor = await opened("The cat sat.");
    editor.selection = selectionOf(editor, "The cat sat.");
    await choose(join(zoo, names[0]!));
    const trace = await shownTrace();
    await choose(join(zoo, "bert-eager"));
    await vscode.commands.executeCommand("attentionInspector.showAttention");
    assert.equal(extension().exports.currentTrace(), trace);
  });
});
