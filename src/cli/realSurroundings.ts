import { positionalEncodings } from "../encoder/onnx/positions/positionalEncodings.js";
import { readSites } from "../encoder/readSites.js";
import { loadRuntime } from "../encoder/runtime.js";
import type { Surroundings } from "./surroundings.js";

/** This process's own streams, and the engine, of which no more is loaded than what is needed; but for the bounds. */
export const realSurroundings: Omit<Surroundings, "bounds"> = {
  print: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(text),
  standardInput: process.stdin,
  readSites: async (path) => {
    const { model, sites, half } = await readSites(path);
    return { model, sites, half, positions: positionalEncodings(model, sites) };
  },
  openEncoder: async (path, options) => (await import("../encoder/openOnnxEncoder.js")).openOnnxEncoder(path, options),
  runtimeVersion: async () => (await loadRuntime()).env.versions.node ?? "unknown",
};
