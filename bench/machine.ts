import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** On what it was measured; nothing that names a machine. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  readonly onnxruntime: string;
  /** Processes that wanted to run in the minute before: more than a few, and the figures are not to be trusted. */
  readonly load: number;
}

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 1e9)} GB`,
    system: `${process.platform} ${arch()}`,
    node: process.version,
    onnxruntime: versionOf("onnxruntime-node"),
    load: Number(loadavg()[0]!.toFixed(2)),
  };
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")) as { version: string };
  return version;
}
