import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { wantedInstallation, type CodeServerInstallation } from "./codeServerInstallation.js";
import { codeServerVersion, serverNodePackage, serverNodeVersion } from "./codeServerVersion.js";
import { environmentWithoutNpm } from "./environment.js";
import { withLock } from "./installLock.js";
import { PlainFailure } from "./plainFailure.js";
import { logFolder } from "./repository.js";
import { runToEnd } from "./runToEnd.js";

const quietInstall = ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** Without the first there are no log files and so no output channels; the second ends the server with its parent. */
const nativeModules = ["@vscode/spdlog", "@vscode/native-watchdog"];

const manifest = {
  name: "vscode-host",
  private: true,
  dependencies: { "code-server": codeServerVersion, [serverNodePackage()]: serverNodeVersion },
};

/**
 * The VS Code server, installed on the first call: a private npm package beside the checkout's own, because it is some
 * 800 MB and wants a Node of its own. An installation that was interrupted is begun again.
 */
export async function installCodeServer(say: (line: string) => void): Promise<CodeServerInstallation> {
  const installation = wantedInstallation();
  if (process.env.ATTENTION_INSPECTOR_VSCODE_HOST !== undefined) {
    if (installation.isUsable) return installation;
    throw new PlainFailure(
      `ATTENTION_INSPECTOR_VSCODE_HOST names ${installation.folder}, which holds no VS Code server.`,
    );
  }
  if (isComplete(installation)) return installation;
  await withLock(join(installation.folder, "install.lock"), async () => {
    if (!isComplete(installation)) await install(installation, say);
  });
  return installation;
}

function markerFile(installation: CodeServerInstallation): string {
  return join(installation.folder, "complete.json");
}

function isComplete(installation: CodeServerInstallation): boolean {
  const marker = markerFile(installation);
  return existsSync(marker) && readFileSync(marker, "utf8") === JSON.stringify(manifest) && installation.isUsable;
}

async function install(installation: CodeServerInstallation, say: (line: string) => void): Promise<void> {
  const { folder, vscode } = installation;
  for (const name of ["complete.json", "node_modules", "package-lock.json"]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  say(`Installing VS Code's server (code-server ${codeServerVersion} from npm, once, about a minute) …`);
  await npm(folder, quietInstall, "host");
  say("  its dependencies …");
  await npm(vscode, quietInstall, "vscode");
  say("  its built-in extensions' dependencies …");
  await npm(join(vscode, "extensions"), quietInstall, "extensions");
  say("  its native modules …");
  await buildNativeModules(installation, say);
  writeFileSync(markerFile(installation), JSON.stringify(manifest));
}

async function buildNativeModules(installation: CodeServerInstallation, say: (line: string) => void): Promise<void> {
  const environment = {
    npm_config_nodedir: installation.nodePackage,
    PATH: [dirname(installation.node), process.env.PATH].join(delimiter),
  };
  try {
    await npm(installation.vscode, ["rebuild", ...nativeModules], "native", environment);
  } catch {
    say("  no compiler for them: VS Code runs all the same, but writes no log files");
  }
}

async function npm(folder: string, parameters: string[], name: string, added: NodeJS.ProcessEnv = {}): Promise<void> {
  await runToEnd(
    {
      command: process.platform === "win32" ? "npm.cmd" : "npm",
      parameters,
      folder,
      environment: environmentWithoutNpm(added),
      logFile: join(logFolder, `install-${name}.log`),
    },
    300,
  );
}
