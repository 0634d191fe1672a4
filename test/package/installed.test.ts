import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Cleanups } from "../host/cleanups.js";
import { installCodeServer } from "../host/codeServerInstall.js";
import { samples } from "../host/samples.js";
import { Session } from "../host/session.js";
import { builtPackage, targetHere } from "./builtPackage.js";

describe("the installed package", () => {
  const cleanups = new Cleanups();
  let session: Session;

  before(async function () {
    const vsix = await builtPackage(targetHere(this));
    const installation = await installCodeServer(console.log);
    session = await Session.start({ installation, name: "package-server", vsix, say: console.log }, cleanups);
  });

  after(() => cleanups.run());

  it("is among VS Code's extensions as a folder of its own", async () => {
    const installed = await readdir(join(session.server.folder, "extensions"), { withFileTypes: true });
    const own = installed.filter(({ name }) => name.startsWith("attention-inspector.attention-inspector-"));
    assert.deepEqual(
      own.map((entry) => entry.isDirectory()),
      [true],
    );
  });

  it("shows attention in a real VS Code", async () => {
    const { workbench, bridge } = await session.open();
    await bridge.openPassage(samples.prose);
    await workbench.runCommand("Attention: Show Attention");
    const report = await workbench.panel.painted();
    await workbench.screenshot("package");
    assert.ok(report.tokens > 10, `${report.tokens} tokens`);
    assert.deepEqual([report.layers, report.heads], [4, 8]);
    await workbench.close();
  });
});
