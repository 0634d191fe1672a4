import * as vscode from "vscode";

/** "440 MB", in powers of ten as file managers count them. */
export function sizeLabel(bytes: number): string {
  const [unit, size] = bytes >= 1e9 ? ["GB", bytes / 1e9] : bytes >= 1e6 ? ["MB", bytes / 1e6] : ["kB", bytes / 1e3];
  return `${size.toLocaleString(vscode.env.language, { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`;
}
