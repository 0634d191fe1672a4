import assert from "node:assert/strict";
import type { Memento } from "vscode";
import { rememberedEncoders } from "../../../src/editor/limits.js";
import { RecentEncoders } from "../../../src/editor/recentEncoders.js";
import { FolderTree } from "../encoder/support/folderTree.js";

/** What VS Code remembers, in memory. */
function memory(content: Record<string, unknown> = {}): Memento {
  return {
    keys: () => Object.keys(content),
    get: (key: string) => content[key],
    update: (key: string, value: unknown) => Promise.resolve(void (content[key] = value)),
  } as Memento;
}

describe("encoders used before", () => {
  const tree = new FolderTree();
  after(() => tree.remove());

  function location(name: string) {
    tree.write({ [`${name}/tokenizer.json`]: 1, [`${name}/model.onnx`]: 7 });
    const path = tree.at(name, "model.onnx");
    return {
      path,
      folder: tree.at(name),
      model: path,
      name: `org/${name}`,
      variant: "",
      bytes: 7,
      where: "cache" as const,
    };
  }

  it("are listed newest first, once each and by the names they had, as many as are remembered", async () => {
    const recent = new RecentEncoders(memory());
    for (let index = 0; index < rememberedEncoders + 2; index++) await recent.add(location(`e${index}`));
    await recent.add(location("e5"));
    const listed = await recent.list();
    const [first, second] = listed;
    assert.deepEqual(first, { ...location("e5"), where: "recent" });
    assert.equal(second!.name, `org/e${rememberedEncoders + 1}`);
    assert.equal(listed.length, rememberedEncoders);
    assert.equal(new Set(listed.map(({ path }) => path)).size, rememberedEncoders);
  });

  it("are forgotten when they are gone", async () => {
    const recent = new RecentEncoders(memory());
    await recent.add(location("stays"));
    await recent.add({ ...location("goes"), path: tree.at("nowhere.onnx") });
    assert.deepEqual(
      (await recent.list()).map(({ name }) => name),
      ["org/stays"],
    );
    tree.write({ "nowhere.onnx": 1 });
    assert.equal((await recent.list()).length, 1);
  });

  it("are none where what is remembered is nonsense", async () => {
    assert.deepEqual(await new RecentEncoders(memory({ recentEncoders: [{ path: 5 }] })).list(), []);
  });
});
