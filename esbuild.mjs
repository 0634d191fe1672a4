// Builds the extension, the encoder's process, the command line, the page, and the tests that run inside VS Code.
//   node esbuild.mjs [--production] [--watch]
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";

const { values: options } = parseArgs({ options: { production: { type: "boolean" }, watch: { type: "boolean" } } });

const common = {
  bundle: true,
  minify: options.production,
  sourcemap: options.production ? false : "linked",
  sourcesContent: false,
  logLevel: "warning",
  define: { "process.env.NODE_ENV": options.production ? '"production"' : '"development"' },
};

const node = { ...common, platform: "node", format: "cjs", target: "node20" };

/** What the extension imports when it is first needed (`await import`) is a bundle beside it, so that it starts fast. */
const loadedWhenNeeded = {
  name: "loaded when needed",
  setup: (build) =>
    build.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path: `./${basename(path)}`, external: true } : undefined,
    ),
};

/** What unpacks WOFF 2.0 has half a megabyte, and no font is opened that is packed so. */
const withoutBrotli = {
  name: "without brotli",
  setup: (build) => {
    build.onResolve({ filter: /^brotli\// }, ({ path }) => ({ path, namespace: "left out" }));
    build.onLoad({ filter: /.*/, namespace: "left out" }, () => ({ contents: "module.exports = undefined;" }));
  },
};

/** The fonts of exported PDFs, and their licences. */
const fonts = {
  "NanumGothic.woff": "@fontsource/nanum-gothic/files/nanum-gothic-korean-400-normal.woff",
  "NanumGothic-LICENSE.txt": "@fontsource/nanum-gothic/LICENSE",
  "DejaVuSansMono.ttf": "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf",
  "DejaVuSansMono-LICENSE.txt": "dejavu-fonts-ttf/LICENSE",
};

const builds = [
  {
    ...node,
    entryPoints: {
      extension: "src/extension.ts",
      chooseEncoder: "src/editor/chooseEncoder.ts",
      installCuda: "src/editor/installCuda.ts",
      showEarlierTrace: "src/editor/showEarlierTrace.ts",
      exportView: "src/panel/export/exportView.ts",
    },
    outdir: "dist",
    external: ["vscode"],
    plugins: [loadedWhenNeeded],
    alias: { "@vscode/l10n": "./src/editor/windowLanguage.ts" },
    // An extension host has its own way to load modules, which `require` goes.
    supported: { "dynamic-import": false },
  },
  {
    ...node,
    entryPoints: { exportWorker: "src/panel/export/exportWorker.ts", pdfFigure: "src/panel/export/pdfFigure.ts" },
    outdir: "dist",
    plugins: [loadedWhenNeeded, withoutBrotli],
    // A thread of an extension host has that host's own way to load modules, which `require` goes.
    supported: { "dynamic-import": false },
    // pdfkit looks beside itself for what is not used here.
    define: { ...common.define, "import.meta.url": "thisFile" },
    banner: { js: 'const thisFile = require("node:url").pathToFileURL(__filename).href;' },
  },
  {
    ...node,
    entryPoints: { encoderProcess: "src/encoder/encoderProcess.ts" },
    outdir: "dist",
    external: ["onnxruntime-node", "tokenizers"],
  },
  {
    ...node,
    entryPoints: { cli: "src/cli/cli.ts" },
    outdir: "dist",
    external: ["onnxruntime-node", "tokenizers"],
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...common,
    entryPoints: {
      webview: "webview/main.tsx",
      toolkit: "webview/toolkitElements.ts",
      model: "webview/model/main.tsx",
      standalone: "webview/standalone/main.tsx",
      standaloneReading: "webview/standalone/readingWorker.ts",
    },
    outdir: "dist",
    platform: "browser",
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
  },
];

if (!options.production && existsSync("test/integration")) {
  const tests = readdirSync("test/integration", { recursive: true }).filter((file) =>
    /(\.test|^index)\.ts$/.test(file),
  );
  rmSync("out/test/integration", { recursive: true, force: true });
  builds.push({
    ...node,
    entryPoints: tests.map((file) => `test/integration/${file}`),
    outbase: "test/integration",
    outdir: "out/test/integration",
    external: ["vscode", "mocha"],
  });
}

const copyFonts = () => {
  mkdirSync("dist/fonts", { recursive: true });
  for (const [name, source] of Object.entries(fonts)) cpSync(`node_modules/${source}`, `dist/fonts/${name}`);
};

if (options.watch) {
  const contexts = await Promise.all(builds.map((build) => esbuild.context({ ...build, logLevel: "info" })));
  copyFonts();
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  rmSync("dist", { recursive: true, force: true });
  copyFonts();
  const results = await Promise.all(builds.map((build) => esbuild.build({ ...build, metafile: true })));
  // Which files of which packages are in each bundle: the package's bill of materials is made of it.
  mkdirSync("out", { recursive: true });
  const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile.outputs));
  writeFileSync("out/bundles.json", JSON.stringify(outputs));
}
