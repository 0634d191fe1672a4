import js from "@eslint/js";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

// Which folder may import from which: the arrows of ARCHITECTURE.md. A folder always may from itself.
const allowed = {
  "src/attention": [],
  "src/export": ["src/attention"],
  "src/protocol": ["src/attention", "src/export"],
  "src/encoder": ["src/attention", "src/protocol"],
  "src/cli": ["src/attention", "src/export", "src/protocol", "src/encoder", "package.json"],
  "src/editor": ["src/attention", "src/protocol", "src/encoder"],
  "src/panel": ["src/attention", "src/export", "src/protocol", "src/encoder", "src/editor", "package.json"],
  webview: ["src/attention", "src/export", "src/protocol"],
};
const zone = ([folder, others]) => ({
  files: [`${folder}/**`],
  rules: {
    "import-x/no-restricted-paths": [
      "error",
      {
        basePath: import.meta.dirname,
        zones: [
          {
            target: `./${folder}`,
            from: ".",
            except: ["node_modules", folder, ...others].map((path) => `./${path}`),
            message: `${folder} imports from ${others.join(", ") || "nothing"} alone: see ARCHITECTURE.md.`,
          },
        ],
      },
    ],
  },
});

const foreign = (names, why) => ({
  "no-restricted-imports": ["error", { patterns: [{ group: names, message: why }] }],
});

// What VS Code shows is encoded for its place by these files (attention/encodeFor.ts), so that no other one may show a text.
const encodesText = ["log", "notification", "percentProgress", "picker", "progress", "traceStatus"];
const showsText =
  "/^(show(Error|Warning|Information)Message|showQuickPick|showInputBox|withProgress|setStatusBarMessage|create(QuickPick|InputBox|StatusBarItem|OutputChannel))$/";

export default tseslint.config(
  { ignores: ["dist/", "out/", ".vscode-test/", ".vscode-host/", "training/", "test/fixtures/", "test/workspace/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    settings: {
      // Without these two, no-cycle reads no .ts file and finds nothing.
      "import-x/extensions": [".ts", ".tsx", ".js", ".mjs"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
      "import-x/resolver-next": [createTypeScriptImportResolver({ project: ["tsconfig.json"] })],
    },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-default-export": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // Indexing a typed array within its bounds is what the domain does all day.
      "@typescript-eslint/no-non-null-assertion": "off",
      // A channel's methods and events are mapped types, which an interface cannot be.
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      // An event that says no more than its name carries an empty record.
      "@typescript-eslint/no-generated-empty-object-type": "off",
    },
  },
  ...Object.entries(allowed).map(zone),
  {
    files: ["src/attention/**", "src/export/**", "src/protocol/**"],
    rules: foreign(["vscode", "node:*", "onnxruntime-*", "tokenizers"], "The domain is pure; see ARCHITECTURE.md."),
  },
  {
    files: ["src/encoder/**", "src/cli/**"],
    rules: foreign(["vscode"], "The encoder runs outside VS Code's API too."),
  },
  {
    files: ["src/editor/**", "src/panel/**", "src/extension.ts"],
    rules: foreign(["onnxruntime-*", "tokenizers"], "Native code runs in the encoder's process alone."),
  },
  {
    files: ["src/**"],
    ignores: encodesText.map((name) => `src/editor/${name}.ts`),
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: `MemberExpression[property.name=${showsText}]`,
          message: "Show it by way of src/editor, which encodes it.",
        },
        { selector: `Property[key.name=${showsText}]`, message: "Show it by way of src/editor, which encodes it." },
      ],
    },
  },
  {
    files: ["webview/**"],
    rules: foreign(
      ["vscode", "node:*", "onnxruntime-*", "tokenizers"],
      "The page talks to a Host, and to nothing else.",
    ),
  },
  {
    files: ["test/**/*.ts", "test/**/*.tsx"],
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: {
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: ["describe", "it"] }],
    },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
);
