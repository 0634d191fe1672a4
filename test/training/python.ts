import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PlainFailure } from "../host/plainFailure.js";
import { repository } from "../host/repository.js";

/** The recipe's folder. */
export const training = join(repository, "training");

const needed = ["torch", "tokenizers", "onnx", "onnxruntime", "numpy", "pytest"];
const imports = `
import importlib.util, sys
if sys.version_info < (3, 11): sys.exit(f"Python {sys.version.split()[0]} is older than 3.11")
absent = [name for name in ${JSON.stringify(needed)} if importlib.util.find_spec(name) is None]
if absent: sys.exit("it has no " + ", ".join(absent))
`;

/**
 * A Python that can run the recipe: ATTENTION_INSPECTOR_PYTHON, training/.venv, or what the machine has.
 *
 * @returns its command; where there is none, why none of those that were found will do
 * @throws PlainFailure where ATTENTION_INSPECTOR_PYTHON will not do: whoever names a Python wants the tests run
 */
export function findPython(): { readonly python: string } | { readonly absent: string } {
  const named = process.env.ATTENTION_INSPECTOR_PYTHON;
  const candidates = named === undefined ? [join(training, ".venv/bin/python"), "python3", "python"] : [named];
  const reasons: string[] = [];
  for (const python of candidates) {
    const { status, stderr, error } = spawnSync(python, ["-c", imports], { encoding: "utf8" });
    if (status === 0) return { python };
    if (error === undefined) reasons.push(`${python}: ${stderr.trim().split("\n").at(-1) ?? ""}`);
  }
  if (named !== undefined) {
    const reason = reasons[0] ?? `${named} cannot be run`;
    throw new PlainFailure(`ATTENTION_INSPECTOR_PYTHON names no Python that can run the recipe: ${reason}.`);
  }
  return { absent: reasons.length === 0 ? "there is no Python" : reasons.join("; ") };
}
