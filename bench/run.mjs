// npm run bench: see bench.ts. What is measured is bundled as what is shipped is; this file runs before anything is installed.
import { handOver, setUp } from "../test/host/setUp.mjs";

setUp();
const { build } = await import("esbuild");
await build({
  entryPoints: [
    "bench/bench.ts",
    "bench/openingProcess.ts",
    "bench/runningProcess.ts",
    "bench/tracingProcess.ts",
    "bench/page/traceProcess.ts",
  ],
  outdir: "out/bench",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["esbuild", "onnxruntime-node", "playwright-core", "tokenizers"],
  logLevel: "warning",
});
handOver("out/bench/bench.cjs");
