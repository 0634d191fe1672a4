import { existsSync } from "node:fs";
import { join } from "node:path";
import { serverNodePackage } from "./codeServerVersion.js";
import { repository } from "./repository.js";

/** Where the parts of an installed VS Code server lie. */
export class CodeServerInstallation {
  constructor(readonly folder: string) {}

  /** VS Code's own folder inside code-server. */
  get vscode(): string {
    return join(this.folder, "node_modules", "code-server", "lib", "vscode");
  }

  get serverScript(): string {
    return join(this.vscode, "out", "server-main.js");
  }

  /** The Node that the server runs in. */
  get node(): string {
    const name = process.platform === "win32" ? "node.exe" : "node";
    return join(this.nodePackage, "bin", name);
  }

  /** The package of that Node, which also holds the headers that native modules are built with. */
  get nodePackage(): string {
    return join(this.folder, "node_modules", serverNodePackage());
  }

  get isUsable(): boolean {
    return [
      this.serverScript,
      this.node,
      join(this.vscode, "node_modules"),
      join(this.vscode, "extensions", "node_modules"),
    ].every((path) => existsSync(path));
  }
}

/** The installation that the environment names, or else the checkout's own. */
export function wantedInstallation(): CodeServerInstallation {
  const named = process.env.ATTENTION_INSPECTOR_VSCODE_HOST;
  return new CodeServerInstallation(named ?? join(repository, ".vscode-host"));
}
