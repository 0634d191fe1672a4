import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { runs, until } from "../encoder/support/processes.js";

const program = join(import.meta.dirname, "support/guardedProgram.ts");

/** Temporary folders are made in this one. */
let temporary = "";

function start(...parameters: string[]): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", program, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: temporary },
  });
}

async function end(child: ChildProcess): Promise<{ code: unknown; error: string }> {
  const [[code], error] = await Promise.all([once(child, "exit") as Promise<unknown[]>, text(child.stderr!)]);
  return { code, error };
}

/** The guarded process's own id, which it says first. */
async function guardedId(child: ChildProcess): Promise<number> {
  const [said] = (await once(child.stdout!, "data")) as [Buffer];
  return Number(said.toString());
}

describe("a guarded program", () => {
  let folder: string;
  before(function () {
    if (process.platform === "win32") this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "attention-inspector-guard-"));
    temporary = mkdtempSync(join(tmpdir(), "attention-inspector-guard-"));
  });
  afterEach(async () => {
    await until("its temporary folder is gone", () => !readdirSync(temporary).some((name) => name.startsWith("att")));
    for (const made of [folder, temporary]) rmSync(made, { recursive: true, force: true });
  });

  it("ends with the program's exit code", async () => {
    assert.deepEqual(await end(start("seven")), { code: 7, error: "" });
  });

  it("tells in one sentence of native code that aborts", async () => {
    const { code, error } = await end(start("abort"));
    assert.equal(code, 5);
    assert.match(error, /^failed: The encoder's process died \(SIGABRT\), as a damaged model [^\n]+\.\n$/);
  });

  for (const how of ["late", "frozen"]) {
    it(`is ended, and says the deadline's sentence, if it is ${how}`, async () => {
      const began = performance.now();
      assert.deepEqual(await end(start(how)), { code: 5, error: "failed: It was not done in time.\n" });
      assert(performance.now() - began < 8000);
    });
  }

  it("may take as long as it likes in a step without a deadline", async () => {
    assert.deepEqual(await end(start("patient")), { code: 0, error: "" });
  });

  it("is ended, and told of in a sentence, if it takes more memory than it was allowed", async () => {
    const { code, error } = await end(start("greedy"));
    assert.equal(code, 5);
    assert.match(error, /^failed: More than 0\.\d GB of memory was needed, .* allow more with --memory\.\n$/);
  });

  it("may take what there is once its memory is bounded no more", async () => {
    assert.deepEqual(await end(start("modest")), { code: 0, error: "" });
  });

  it("says which folder to name if it cannot write to the temporary one", async () => {
    const { code, error } = await end(start("homeless", join(folder, "none")));
    assert.equal(code, 5);
    assert.match(error, /^failed: .*none cannot be written \(ENOENT\); set TMPDIR, on Windows TEMP, to a folder that/);
  });

  it("hands on what is said on standard error, line by line", async () => {
    assert.deepEqual(await end(start("noise")), { code: 0, error: "own: a sentence\n" });
  });

  it("ends with 130 on Ctrl-C, though the program computes and hears nothing", async () => {
    const child = start("spin");
    const id = await guardedId(child);
    const ended = end(child);
    child.kill("SIGINT");
    assert.deepEqual(await ended, { code: 130, error: "" });
    assert.ok(!runs(id));
  });

  it("leaves no half file on Ctrl-C", async () => {
    const child = start("write", join(folder, "out.json"));
    await guardedId(child);
    await until("it writes", () => readdirSync(folder).length > 0);
    const ended = end(child);
    child.kill("SIGINT");
    assert.deepEqual(await ended, { code: 130, error: "" });
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is ended with its guard, however that ends", async () => {
    const child = start("spin");
    const id = await guardedId(child);
    assert.ok(runs(id));
    child.kill("SIGKILL");
    await until("the program has ended", () => !runs(id));
  });
});
