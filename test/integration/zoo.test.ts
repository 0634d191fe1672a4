import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { AttentionGroup } from "../../src/attention/attentionGroup.js";
import { closeAll, extension, opened, selectionOf, shownTrace } from "./inspector.js";

interface Expected {
  readonly attention: readonly {
    readonly group: AttentionGroup;
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
        const place = segments[segment]!.slice(starts[token], ends[token]);
        // A mark that the tokenizer puts in front, such as ▁, stands for nothing of the text and bears its own name.
        assert.equal(place === "" ? "▁" : place, texts[token]);
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

  describe("with a tokenizer that has a word for each id", () => {
    const folder = mkdtempSync(join(tmpdir(), "attention-inspector-zoo-"));
    after(() => rm(folder, { recursive: true, force: true }));

    for (const name of readdirSync(zoo).filter((one) => !names.includes(one))) {
      it(`is read as it is, and proven: ${name}`, async function () {
        const inputs = (await json(name, "inputs.json")) as Record<string, number[][] | undefined>;
        const rows = [inputs.input_ids?.[0], inputs.decoder_input_ids?.[0]].filter((row) => row !== undefined);
        // A decoder alone reads an encoder's hidden states, which no text gives.
        if (!inputs.input_ids || inputs.encoder_hidden_states) return this.skip();
        const { attention } = (await json(name, "expected.json")) as Expected;
        const path = join(folder, name);
        await cp(join(zoo, name), path, { recursive: true });
        await writeFile(join(path, "tokenizer.json"), wordTokenizer(1 + Math.max(...rows.flat())));
        const segments = rows.map((row) => row.map((id) => `t${id}`).join(" "));
        const editor = await opened(segments.join("\n---\n"));
        editor.selections = segments.map((segment) => selectionOf(editor, segment));
        await choose(path);
        const { tokens, targetTokens, groups, seal } = await shownTrace();

        assert.deepEqual([...tokens.ids], rows[0]);
        assert.deepEqual(targetTokens && [...targetTokens.ids], rows[1] ?? null);
        const layers = groups.flatMap(({ group, layers, heads }) =>
          Array.from({ length: layers }, (_, layer) => ({ group, layer, heads })),
        );
        const wanted = attention.map(({ group, layer, shape }) => ({ group, layer, heads: shape[0] }));
        assert.deepEqual(layers, wanted);
        assert.ok(
          seal?.sites.every(({ proven }) => proven),
          JSON.stringify(seal),
        );
      });
    }
  });

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

/** A tokenizer.json of the words t0, t1, … with their numbers as ids. */
function wordTokenizer(size: number): string {
  const vocab = Object.fromEntries(Array.from({ length: size }, (_, id) => [`t${id}`, id]));
  return JSON.stringify({
    version: "1.0",
    added_tokens: [],
    pre_tokenizer: { type: "WhitespaceSplit" },
    model: { type: "WordLevel", vocab, unk_token: "t0" },
  });
}
