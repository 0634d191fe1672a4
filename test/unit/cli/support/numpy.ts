import { spawnSync } from "node:child_process";
import { skipBecause } from "../../../runner/skipBecause.js";

/** A Python that has NumPy; where there is none, the test or the block is skipped. */
export function pythonWithNumpy(context: Mocha.Context): string {
  const named = process.env.ATTENTION_INSPECTOR_PYTHON;
  const candidates = named === undefined ? ["python3", "python"] : [named];
  const found = candidates.find((python) => spawnSync(python, ["-c", "import numpy"]).status === 0);
  return found ?? skipBecause(context, `no Python with NumPy: ${candidates.join(", ")}`);
}

/** What a Python program prints, read as JSON. */
export function pythonJson(python: string, program: string, ...parameters: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python, ["-c", program, ...parameters], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
