import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as encoder from "../../../src/encoder/limits.js";
import { mostTokens } from "../../../src/editor/limits.js";
import { pinnedHashes } from "../../../src/encoder/cuda/cudaPackage.js";
import { testedRuntimeVersion } from "../../../src/encoder/runtimeFolder.js";
import { repository } from "../../host/repository.js";

const grouped = (count: number) => count.toLocaleString("en");
const mebibytes = (bytes: number) => `${bytes / 1024 ** 2} MiB`;
const gibibytes = (bytes: number) => `${Math.round(bytes / 1024 ** 3)} GiB`;

describe("SECURITY.md", () => {
  const text = readFileSync(join(repository, "SECURITY.md"), "utf8");

  it("gives the bounds that the code has", () => {
    const rows = [
      `| ${grouped(encoder.maximumTextLength)} UTF-16 units, in ${grouped(encoder.maximumSegments)} segments |`,
      `| ${grouped(mostTokens)} |`,
      `| attention of one trace | ${gibibytes(encoder.maximumAttentionBytes)} |`,
      `| ${encoder.defaultRunTime / 1000} s unless you set another time; a day at most |`,
      `| ${mebibytes(encoder.maximumDescriptionBytes)} |`,
      `| \`tokenizer.json\` | ${mebibytes(encoder.maximumTokenizerBytes)} |`,
      `| ${gibibytes(encoder.maximumModelBytes)} |`,
      `| ${grouped(encoder.maximumNodes)}; ${encoder.maximumGraphDepth} |`,
      `| ${encoder.longestShownName} code points |`,
      `| ${encoder.maximumSearchDepth} folders deep, ${grouped(encoder.maximumSearchedFolders)} folders, ${encoder.maximumListedEncoders} encoders |`,
      `| ${mebibytes(encoder.maximumHubAnswerBytes)}; ${mebibytes(encoder.maximumFeedBytes)} |`,
      `| ${gibibytes(encoder.maximumPackageBytes)}; ${gibibytes(encoder.maximumLibraryBytes)} |`,
    ];
    const plain = text.replaceAll(/ +\|/g, " |");
    for (const row of rows) assert.ok(plain.includes(row), row);
    assert.equal(encoder.memoryShare, 0.75);
    assert.equal(encoder.runTimes[1], 24 * 60 * 60 * 1000);
  });

  it("says whether the CUDA package's hash is pinned", () => {
    const isPinned = pinnedHashes[testedRuntimeVersion] !== undefined;
    assert.equal(text.includes(`none yet for ONNX Runtime ${testedRuntimeVersion}`), !isPinned);
    const readme = readFileSync(join(repository, "README.md"), "utf8");
    assert.equal(readme.includes(`None comes with it yet for ${testedRuntimeVersion}`), !isPinned);
  });

  it("names no address to write to but GitHub's own way", () => {
    assert.match(text, /private vulnerability reporting/);
    assert.doesNotMatch(text, /@[\w-]+\.\w+/);
  });
});
