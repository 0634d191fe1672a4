import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson, repository } from "./support/sources.js";

describe("the manifest's words", () => {
  const english = readJson("package.nls.json") as Record<string, string>;
  const korean = readJson("package.nls.ko.json") as Record<string, string>;
  const manifest = readFileSync(join(repository, "package.json"), "utf8");
  const asked = [...new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!))];

  it("are all there in English, and none besides", () => {
    assert.deepEqual(Object.keys(english).sort(), asked.sort());
  });

  it("are all there in Korean, and none besides", () => {
    assert.deepEqual(Object.keys(korean).sort(), Object.keys(english).sort());
  });

  it("name the same commands and the same code", () => {
    const literal = (text: string) => (text.match(/\(command:[\w.]+\)|`[^`]+`/g) ?? []).sort();
    for (const [key, text] of Object.entries(english)) assert.deepEqual(literal(korean[key] ?? ""), literal(text), key);
  });

  it("lead to where the bundles are", () => {
    assert.equal((JSON.parse(manifest) as { l10n?: string }).l10n, "./l10n");
  });
});
