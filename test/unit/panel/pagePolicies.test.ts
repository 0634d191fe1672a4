import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { summarize } from "../../../src/attention/trace.js";
import { standalonePage } from "../../../src/export/standalonePage.js";
import type { StandaloneDocument } from "../../../src/export/standaloneDocument.js";
import { webviewPolicy } from "../../../src/panel/webviewPolicy.js";
import { repository } from "../../host/repository.js";
import { syntheticTrace } from "../attention/syntheticTrace.js";
import { hostileProvenance } from "../export/support/provenance.js";

function standalonePolicy(packaging: "page" | "folder"): string {
  const trace = summarize(syntheticTrace(1, 1, 2, 2));
  const document = {
    packaging,
    title: "t",
    language: "en",
    trace,
    thumbnails: [],
    heads: [],
    provenance: hostileProvenance,
  };
  const code = { script: { text: "", hash: "sha256-a" }, style: { text: "", hash: "sha256-b" }, reading: "" };
  const { start } = standalonePage(document as unknown as StandaloneDocument<unknown>, code);
  return /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(start)![1]!;
}

const policies = {
  "in VS Code": webviewPolicy("abc", "https://source"),
  "exported as one file": standalonePolicy("page"),
  "exported as a folder": standalonePolicy("folder"),
};

describe("the content security policy of a page", () => {
  for (const [page, policy] of Object.entries(policies)) {
    const directives = new Map(
      policy.split("; ").map((one) => [one.split(" ")[0]!, one.split(" ").slice(1).join(" ")]),
    );

    it(`${page} lets nothing load, change its base or send a form`, () => {
      for (const name of ["default-src", "base-uri", "form-action"]) assert.equal(directives.get(name), "'none'", name);
    });

    it(`${page} has neither a wildcard nor code from texts`, () => {
      assert.doesNotMatch(policy, /\*|unsafe|https?:(?!\/\/source)/);
      assert.match(directives.get("script-src")!, /^'(nonce-abc|sha256-a)'$/);
    });
  }

  it("in VS Code is that one, whichever page is loaded", () => {
    const html = readFileSync(join(repository, "src/panel/pageHtml.ts"), "utf8");
    assert.match(html, /Content-Security-Policy" content="\$\{webviewPolicy\(nonce, webview\.cspSource\)\}"/);
  });
});
