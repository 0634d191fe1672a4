import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../host/repository.js";

const github = join(repository, ".github");

/** The lines that name another's action or workflow, of any file in which GitHub reads them. */
function usesIn(text: string): string[] {
  return [...text.matchAll(/^\s*-?\s*(?:"uses"|'uses'|uses)\s*:\s*(.+?)\s*$/gm)].map(([, action]) => action!);
}

describe("the workflows", () => {
  const files = readdirSync(github, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file));
  const texts = files.map((file) => ({ file, text: readFileSync(join(github, file), "utf8") }));
  const actions = texts.flatMap(({ file, text }) => usesIn(text).map((action) => ({ file, action })));

  it("name every action by its commit, with the version beside it", () => {
    assert.ok(actions.length >= 4);
    for (const { file, action } of actions) {
      assert.match(action, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${file}: ${action}`);
    }
  });

  it("name one commit of an action for one version", () => {
    const byAction = new Map<string, Set<string>>();
    for (const { action } of actions) {
      const [name = "", pin = ""] = action.split("@");
      byAction.set(name, (byAction.get(name) ?? new Set()).add(pin));
    }
    for (const [name, pins] of byAction) assert.equal(pins.size, 1, `${name}: ${[...pins].join(", ")}`);
  });

  it("may read the repository and nothing else", () => {
    for (const { file, text } of texts) assert.match(text, /^permissions:\n {2}contents: read\n(?! )/m, file);
  });
});
