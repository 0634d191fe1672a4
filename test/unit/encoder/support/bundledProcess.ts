import { join, resolve } from "node:path";
import { build } from "esbuild";

const repository = resolve(import.meta.dirname, "../../../..");
const built = new Map<string, Promise<string>>();

/** The encoder's process, bundled as esbuild.mjs does; resolves with its path. Built once a test run. */
export function bundledProcess(): Promise<string> {
  return bundled("src/encoder/encoderProcess.ts", "encoderProcess.js");
}

/** The command line, bundled in the same way. */
export function bundledCommandLine(): Promise<string> {
  return bundled("src/cli/cli.ts", "cli.js");
}

function bundled(entry: string, name: string): Promise<string> {
  const known = built.get(entry);
  if (known) return known;
  const outfile = join(repository, "out/test/unit", name);
  const done = build({
    entryPoints: [join(repository, entry)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["onnxruntime-node", "tokenizers"],
    logLevel: "warning",
  }).then(() => outfile);
  built.set(entry, done);
  return done;
}
