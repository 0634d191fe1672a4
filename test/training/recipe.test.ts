import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PlainFailure } from "../host/plainFailure.js";
import { repository } from "../host/repository.js";
import { skipBecause } from "../runner/skipBecause.js";
import { findPython, training } from "./python.js";

const smokeMinutes = 6;

/** What a program said last: its failure is there. */
const tail = (output: string) => output.trimEnd().split("\n").slice(-60).join("\n");

describe("the recipe of the bundled encoder", () => {
  let python = "";

  before(function () {
    const found = findPython();
    if ("absent" in found) skipBecause(this, `no Python with PyTorch (training/requirements.txt): ${found.absent}`);
    ({ python } = found);
  });

  async function run(...parameters: string[]): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)(python, parameters, { cwd: training, maxBuffer: 1e7 });
      return stdout;
    } catch (thrown) {
      // The message has standard error alone, and pytest tells of its failures on standard output.
      const { message, stdout = "", stderr = "" } = thrown as Error & { stdout?: string; stderr?: string };
      throw new PlainFailure([message.split("\n")[0], tail(stdout), tail(stderr)].join("\n"));
    }
  }

  it("passes its own tests", async () => {
    assert.match(await run("-m", "pytest", "-q", "-p", "no:cacheprovider"), /^[1-9]\d* passed/m);
  });

  it("makes an encoder from nothing, on a small scale", async function () {
    this.timeout(smokeMinutes * 60_000);
    const folder = mkdtempSync(join(tmpdir(), "attention-inspector-smoke-"));
    try {
      const modules = join(repository, "node_modules");
      const said = await run("-m", "attention_encoder", "smoke", "--run", folder, "--node", modules);
      console.log(said.trim().split("\n").at(-1));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
