import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputFile, writeOutput } from "../../../src/cli/outputFile.js";
import { failure } from "../encoder/support/failures.js";

describe("the file that a trace is written to", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "attention-inspector-output-"));
    path = join(folder, "out.json");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is written whole, text and bytes in their order", async () => {
    await writeOutput(await outputFile(path, false), ["a", "b", Buffer.from("c"), "d"]);
    assert.equal(readFileSync(path, "utf8"), "abcd");
    assert.deepEqual(readdirSync(folder), ["out.json"]);
  });

  it("is not replaced unless forced", async () => {
    writeFileSync(path, "old");
    await assert.rejects(outputFile(path, false), failure("cannotWrite", /out\.json exists already; --force/));
    await writeOutput(await outputFile(path, true), ["new"]);
    assert.equal(readFileSync(path, "utf8"), "new");
  });

  it("is not replaced where it came to be during the run", async () => {
    const output = await outputFile(path, false);
    writeFileSync(path, "somebody else's");
    await assert.rejects(writeOutput(output, ["ours"]), failure("cannotWrite", /exists already/));
    assert.equal(readFileSync(path, "utf8"), "somebody else's");
    assert.deepEqual(readdirSync(folder), ["out.json"]);
  });

  it("is what a link names, and the link stays", async function () {
    if (process.platform === "win32") this.skip();
    writeFileSync(path, "old");
    symlinkSync(path, join(folder, "link.json"));
    await writeOutput(await outputFile(join(folder, "link.json"), true), ["new"]);
    assert.equal(readFileSync(path, "utf8"), "new");
  });

  it("is not there in half where making it fails, and an old one stays", async () => {
    writeFileSync(path, "old");
    function* failing() {
      yield "half";
      throw new Error("our own mistake");
    }
    await assert.rejects(writeOutput(await outputFile(path, true), failing()), /our own mistake/);
    assert.equal(readFileSync(path, "utf8"), "old");
    assert.deepEqual(readdirSync(folder), ["out.json"]);
    assert.equal(process.listenerCount("SIGINT"), 0);
  });

  it("is refused before the run where it is a folder, a device, or in no folder", async function () {
    mkdirSync(path);
    await assert.rejects(outputFile(path, true), failure("cannotWrite", /exists and is no file/));
    await assert.rejects(outputFile(join(folder, "none/out.json"), false), failure("cannotWrite", /does not exist/));
    if (process.platform !== "win32")
      await assert.rejects(outputFile("/dev/null", true), failure("cannotWrite", /is no file/));
  });
});
