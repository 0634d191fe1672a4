import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { TemporaryFolder } from "../encoder/support/temporaryFolder.js";
import { hostileEncoder } from "./support/hostileEncoder.js";
import { runProgram } from "./support/runProgram.js";

const tooMuch = /^attention-inspector: More than [\d.]+ GB of memory was needed, .* allow more with --memory\.\n$/;
const late = (what: string) =>
  new RegExp(`^attention-inspector: ${what} after \\S+ seconds?, [^\\n]+ --deadline\\.\\n$`);

describe("the command line, of a hostile model", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  before(function () {
    if (process.platform === "win32") this.skip();
  });
  beforeEach(() => (folder = new TemporaryFolder()));
  afterEach(() => folder.remove());

  const trace = (encoder: string, ...more: string[]) =>
    runProgram("trace", "--encoder", encoder, "--text", "a cat", "--out", join(folder.path, "out.npz"), ...more);

  for (const [bomb, place, options, sentence] of [
    ["constant of a huge shape", 4, [], tooMuch],
    ["tensor that grows in the run", 3, [], tooMuch],
    ["attention of a huge tensor", 2, [], tooMuch],
    ["tensor that grows in the run", 1, ["--memory", "500"], tooMuch],
    ["endless loop", 0, ["--deadline", "1"], late("The run was not done")],
    ["a million nodes", 1, ["--deadline", "1"], late("The encoder was not open")],
  ] as const) {
    it(`ends a trace with one sentence: ${[bomb, ...options].join(" ")}`, async () => {
      const encoder = hostileEncoder(folder, bomb, place);
      const began = performance.now();
      const { code, out, error } = await trace(encoder, ...options);
      assert.match(error, sentence);
      assert.deepEqual([code, out, readdirSync(folder.path)], [5, "", ["encoder"]]);
      assert(performance.now() - began < 20_000);
    });
  }

  for (const [option, value, sentence] of [
    ["--deadline", "1", late("The model's graph was not read")],
    ["--memory", "256", tooMuch],
  ] as const) {
    it(`ends the reading of its sites with one sentence: ${option} ${value}`, async () => {
      const { code, out, error } = await runProgram(
        "sites",
        hostileEncoder(folder, "a million nodes", 1),
        option,
        value,
      );
      assert.match(error, sentence);
      assert.deepEqual([code, out], [5, ""]);
    });
  }

  it("lets a model that is whole be traced, and read, within the least bounds that may be set", async () => {
    const encoder = hostileEncoder(folder, null);
    assert.equal((await trace(encoder, "--deadline", "5", "--memory", "400")).error, "");
    assert.equal((await runProgram("sites", encoder, "--deadline", "5", "--memory", "300")).error, "");
  });
});
