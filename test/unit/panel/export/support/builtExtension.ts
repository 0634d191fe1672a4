import { join } from "node:path";
import { build } from "esbuild";
import { repository } from "../../../../host/repository.js";
import { copyFonts } from "./fontFolder.js";

let built: Promise<string> | null = null;

/** A folder with what of dist/ exports are made with, bundled as esbuild.mjs does. Built once a test run. */
export function builtExtension(): Promise<string> {
  return (built ??= bundle());
}

async function bundle(): Promise<string> {
  const folder = join(repository, "out/test/unit/extension");
  const outdir = join(folder, "dist");
  const sources = join(repository, "src/panel/export");
  copyFonts(join(outdir, "fonts"));
  await build({
    entryPoints: [join(sources, "exportWorker.ts"), join(sources, "pdfFigure.ts")],
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["./pdfFigure.js"],
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "thisFile" },
    banner: { js: 'const thisFile = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: "warning",
  });
  return folder;
}
