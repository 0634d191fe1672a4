import { stat } from "node:fs/promises";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { packageExtension } from "./packageExtension.js";
import { allTargets, isPackageTarget, type PackageTarget } from "./packageTargets.js";
import { PlainFailure } from "./plainFailure.js";
import { runProgram } from "./program.js";
import { repository } from "./repository.js";
import { zipEntries } from "./zipEntries.js";

/** npm run package [-- --target linux-x64 | --all] */
void runProgram(async () => {
  const { values } = parseArgs({ options: { target: { type: "string" }, all: { type: "boolean" } } });
  const targets = values.all ? allTargets : [targetNamed(values.target ?? `${process.platform}-${process.arch}`)];
  for (const target of targets) {
    const path = await packageExtension(target);
    const { size } = await stat(path);
    const { length } = await zipEntries(path);
    console.log(`${relative(repository, path)}: ${(size / 1e6).toFixed(1)} MB, ${length} files`);
  }
  return 0;
});

function targetNamed(name: string): PackageTarget {
  if (isPackageTarget(name)) return name;
  throw new PlainFailure(`There are packages for ${allTargets.join(", ")}; none for ${name}.`);
}
