import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createVSIX, listFiles } from "@vscode/vsce";
import { billOfMaterials } from "./billOfMaterials.js";
import { packageTargets, type PackageTarget } from "./packageTargets.js";
import { outputFolder, repository } from "./repository.js";

/** Packages the extension for one platform, built for production, with its bill of materials beside it; gives its path. */
export async function packageExtension(target: PackageTarget): Promise<string> {
  const manifest = JSON.parse(await readFile(join(repository, "package.json"), "utf8")) as { version: string };
  const packagePath = join(outputFolder, `attention-inspector-${target}-${manifest.version}.vsix`);
  await createVSIX({ cwd: repository, target, packagePath, ignoreFile: await ignoreFileFor(target) });
  await writeFile(billPath(packagePath), JSON.stringify(await billOfMaterials(packagePath), null, 2));
  return packagePath;
}

/** Where a package's bill of materials lies: beside it. */
export function billPath(packagePath: string): string {
  return packagePath.replace(/\.vsix$/, ".cdx.json");
}

/** The files that the packages for some platforms would hold together; the build is taken as it is. */
export async function listPackagedFiles(targets: readonly PackageTarget[]): Promise<string[]> {
  return listFiles({ cwd: repository, ignoreFile: await ignoreFileFor(...targets) });
}

async function ignoreFileFor(...targets: readonly PackageTarget[]): Promise<string> {
  const common = await readFile(join(repository, ".vscodeignore"), "utf8");
  const native = targets.flatMap((target) => packageTargets[target]).map((pattern) => `!node_modules/${pattern}\n`);
  const file = join(outputFolder, "package", `${targets.join("+")}.vscodeignore`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, common + native.join(""));
  return file;
}
