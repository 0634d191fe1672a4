import { packageExtension } from "../host/packageExtension.js";
import { isPackageTarget, type PackageTarget } from "../host/packageTargets.js";

let built: Promise<string> | undefined;

/** This platform's name among the targets. */
export function thisTarget(): PackageTarget {
  const name = `${process.platform}-${process.arch}`;
  if (!isPackageTarget(name)) throw new Error(`there is no package for ${name}`);
  return name;
}

/** The path of this platform's package, built once for all tests. */
export function builtPackage(): Promise<string> {
  return (built ??= packageExtension(thisTarget()));
}
