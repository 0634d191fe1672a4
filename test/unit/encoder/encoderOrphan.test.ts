import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bundledProcess } from "./support/bundledProcess.js";
import { EncoderCopies, tinyEncoder } from "./support/fixtures.js";
import { runs, until } from "./support/processes.js";

describe("an encoder's process whose parent is killed", function () {
  this.timeout(60_000);
  const copies = new EncoderCopies();
  after(() => copies.remove());

  for (const [what, graph, step] of [
    ["while it is idle", "encoder.onnx", "done"],
    ["while a run blocks it", "endless.onnx", "Running"],
  ] as const) {
    it(`ends too, ${what}, and leaves no directory behind`, async () => {
      const folder = graph === "encoder.onnx" ? tinyEncoder : copies.make({ graph });
      const script = join(import.meta.dirname, "support/orphaningParent.ts");
      const parent = spawn(process.execPath, ["--import=tsx", script, await bundledProcess(), folder, step], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      try {
        const [line] = await new Promise<[string]>((resolve, reject) => {
          createInterface({ input: parent.stdout }).once("line", (text) => resolve([text]));
          parent.once("exit", (code) => reject(new Error(`the parent ended with ${code}`)));
        });
        const { pid, directory } = JSON.parse(line) as { pid: number; directory: string };
        assert(runs(pid));
        parent.removeAllListeners("exit");
        parent.kill("SIGKILL");
        await until("the encoder's process is gone", () => !runs(pid), 5000);
        assert(directory === "" || !existsSync(directory), `${directory} is left`);
      } finally {
        parent.kill("SIGKILL");
      }
    });
  }
});
