import { build } from "esbuild";
import { inlineScript } from "../../src/export/inlineScript.js";
import type { StandaloneCode } from "../../src/export/standalonePage.js";
import { hashed } from "../../src/panel/export/standaloneFile.js";

/** A stand-alone page's script, style sheet and worker, bundled as they are shipped; for a process in the repository's root. */
export async function standaloneCode(): Promise<StandaloneCode> {
  const { outputFiles } = await build({
    entryPoints: {
      standalone: "webview/standalone/main.tsx",
      standaloneReading: "webview/standalone/readingWorker.ts",
    },
    outdir: "/",
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const text = (name: string) => outputFiles.find(({ path }) => path.endsWith(name))!.text;
  return {
    script: hashed(inlineScript(text("standalone.js"))),
    style: hashed(text("standalone.css")),
    reading: inlineScript(text("standaloneReading.js")),
  };
}
