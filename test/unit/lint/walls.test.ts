import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { ESLint } from "eslint";

const repository = resolve(import.meta.dirname, "../../..");

/** Planted violations of the rules that keep the house's walls: the file they are planted in, and the rule that refuses. */
const planted = [
  {
    what: "a cycle of two files",
    file: "src/attention/invisible.ts",
    text: 'import { encodeFor } from "./encodeFor.js";\nexport const isInvisible = () => encodeFor("log", "");\nexport const named = isInvisible;\n',
    rule: "import-x/no-cycle",
  },
  {
    what: "an import against the arrows",
    file: "src/attention/invisible.ts",
    text: 'import { Failure } from "../protocol/failure.js";\nexport const failure = Failure;\n',
    rule: "import-x/no-restricted-paths",
  },
  {
    what: "the editor in the page",
    file: "webview/state/looks.ts",
    text: 'import { excerptOf } from "../../src/editor/excerpt.js";\nexport const excerpt = excerptOf;\n',
    rule: "import-x/no-restricted-paths",
  },
  {
    what: "Node in the domain",
    file: "src/attention/invisible.ts",
    text: 'import { join } from "node:path";\nexport const path = join;\n',
    rule: "no-restricted-imports",
  },
  {
    what: "VS Code in the encoder",
    file: "src/encoder/limits.ts",
    text: 'import * as vscode from "vscode";\nexport const version = vscode.version;\n',
    rule: "no-restricted-imports",
  },
  {
    what: "native code in the window",
    file: "src/editor/excerpt.ts",
    text: 'import * as runtime from "onnxruntime-node";\nexport const session = runtime.InferenceSession;\n',
    rule: "no-restricted-imports",
  },
  {
    what: "a message that nothing encodes",
    file: "src/editor/excerpt.ts",
    text: 'import * as vscode from "vscode";\nexport const say = (text: string) => vscode.window.showErrorMessage(text);\n',
    rule: "no-restricted-syntax",
  },
] as const;

describe("the lint rules", function () {
  // Types of the whole project are read once.
  this.timeout(60_000);
  const eslint = new ESLint({ cwd: repository });

  for (const { what, file, text, rule } of planted) {
    it(`refuse ${what}`, async () => {
      const [result] = await eslint.lintText(text, { filePath: join(repository, file) });
      const rules = result!.messages.map(({ ruleId }) => ruleId);
      assert.ok(rules.includes(rule), `${file} is refused by ${rules.join(", ") || "nothing"}`);
    });
  }
});
