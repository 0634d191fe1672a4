import { join, resolve } from "node:path";
import { build } from "esbuild";

const repository = resolve(import.meta.dirname, "../../../..");
let built: Promise<string> | null = null;

/** The encoder's process, bundled as esbuild.mjs does; resolves with its path. Built once a test run. */
export function bundledProcess(): Promise<string> {
  return (built ??= bundle());
}

async function bundle(): Promise<string> {
  const outfile = join(repository, "out/test/unit/encoderProcess.js");
  await build({
    entryPoints: [join(repository, "src/encoder/encoderProcess.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["onnxruntime-node", "tokenizers"],
    logLevel: "warning",
  });
  return outfile;
}
