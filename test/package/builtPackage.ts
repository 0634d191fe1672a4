import { packageExtension } from "../host/packageExtension.js";
import { isPackageTarget, type PackageTarget } from "../host/packageTargets.js";
import { skipBecause } from "../runner/skipBecause.js";

let built: Promise<string> | undefined;

/** This platform's name among the targets; where it has none, the tests of a block that asks for it are skipped. */
export function targetHere(context: Mocha.Context): PackageTarget {
  const name = `${process.platform}-${process.arch}`;
  return isPackageTarget(name) ? name : skipBecause(context, `there is no package for ${name}`);
}

/** The path of a platform's package, built once for all tests. */
export function builtPackage(target: PackageTarget): Promise<string> {
  return (built ??= packageExtension(target));
}
