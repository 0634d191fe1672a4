/** The npm package that carries VS Code's server and web workbench; this version of it is VS Code 1.139.1. */
export const codeServerVersion = "4.139.1";

/** The Node release that this version of the server wants, which its native modules are built for. */
export const serverNodeVersion = "24.21.0";

/** The npm package that carries that Node for this platform. */
export function serverNodePackage(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return `node-${platform}-${process.arch}`;
}
