import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./support/sources.js";

/** What @vscode/l10n says where it is asked for a bundle by an address that it cannot read. */
const library = "Unsupported protocol";

describe("the bundles", () => {
  const dist = join(repository, "dist");
  const bundles = readdirSync(dist)
    .filter((name) => name.endsWith(".js"))
    .map((name) => ({ name, code: readFileSync(join(dist, name), "utf8") }));

  it("of the encoder's process and the command line bring the library that translates", () => {
    const bringing = bundles.filter(({ code }) => code.includes(library)).map(({ name }) => name);
    assert.deepEqual(bringing.filter((name) => /^(encoderProcess|cli)\.js$/.test(name)).length, 2);
  });

  it("of the extension host let VS Code translate all that they say, whichever is loaded", () => {
    const hosts = bundles.filter(({ code }) => code.includes('require("vscode")'));
    assert(hosts.length >= 3, hosts.map(({ name }) => name).join());
    assert.deepEqual(
      hosts.filter(({ code }) => code.includes(library)).map(({ name }) => name),
      [],
    );
  });
});
