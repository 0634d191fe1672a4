import assert from "node:assert/strict";
import { join } from "node:path";
import { skipBecause } from "../../runner/skipBecause.js";
import { bundledEncoder } from "../encoder/support/fixtures.js";
import { TemporaryFolder } from "../encoder/support/temporaryFolder.js";
import { bundlePrograms, canWatchSockets, leftBehind, type LeftBehind } from "./support/tracedProgram.js";

// ONNX Runtime 1.30 makes its files at once and asks for its collector's address nine seconds later: with less patience
// nothing would be seen of that. The programs wait together.
const patience = 10_500;

describe("a trace, in an environment that asks ONNX Runtime for telemetry", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let watched: boolean;
  const left = new Map<string, LeftBehind>();
  before(async () => {
    folder = new TemporaryFolder();
    await bundlePrograms(folder);
    watched = canWatchSockets();
    // Of the command line's two processes, the one that runs the encoder waits.
    const wait = folder.write(
      "wait.cjs",
      `if (process.env.ATTENTION_INSPECTOR_GUARD) process.once("beforeExit", () => setTimeout(() => 0, ${patience}));`,
    );
    const program = (name: string) => join(folder.path, "dist", `${name}.js`);
    const out = join(folder.path, "out.npz");
    const trace = ["trace", "--encoder", bundledEncoder, "--text", "the cup of tea", "--out", out];
    const programs = {
      "the command line": ["--require", wait, program("cli"), ...trace],
      "the extension and the encoder's process": [
        program("windowProgram"),
        folder.path,
        join(folder.path, "storage"),
        String(patience),
      ],
    };
    await Promise.all(
      Object.entries(programs).map(async ([name, parameters]) =>
        left.set(name, await leftBehind(folder, name, parameters, watched)),
      ),
    );
  });
  after(() => folder.remove());

  for (const [name, said] of [
    ["the command line", /4 attention sites of .* 4 proven/],
    ["the extension and the encoder's process", /^a row of \d+ weights$/m],
  ] as const) {
    it(`leaves no file of ${name} in the person's home, cache and temporary folders`, () => {
      assert.match(left.get(name)!.said, said);
      assert.deepEqual(left.get(name)!.files, []);
    });

    it(`opens no socket of the internet in ${name}`, function () {
      const { sockets } = left.get(name)!;
      if (sockets === null) skipBecause(this, "strace, which sees a program's sockets, is absent or may not watch");
      assert.deepEqual(sockets, []);
    });
  }
});
