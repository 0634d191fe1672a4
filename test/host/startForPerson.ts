import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCodeServer } from "./codeServer.js";
import { installCodeServer } from "./codeServerInstall.js";
import { findDesktopVSCode, hasDisplay } from "./desktop.js";
import { environmentWithoutNpm } from "./environment.js";
import { LeashedProcess } from "./leashedProcess.js";
import type { ProgramContext } from "./program.js";
import { quietSettings } from "./quietSettings.js";
import { logFolder, repository, sampleFolder } from "./repository.js";
import { samples } from "./samples.js";
import type { StartOptions } from "./startOptions.js";
import { themes } from "./themes.js";
import { workbenchAddress } from "./workbenchAddress.js";

/** Shows a sample's attention in a real VS Code, and stays until the person has seen enough. */
export async function startForPerson(options: StartOptions, context: ProgramContext): Promise<number> {
  const desktop = findDesktopVSCode();
  return desktop === undefined ? startInBrowser(options, context) : startOnDesktop(desktop, options, context);
}

/** The samples to try things on: what a person types there never reaches the repository. */
async function sampleCopy(folder: string): Promise<string> {
  const copy = join(folder, "samples");
  await cp(sampleFolder, copy, { recursive: true });
  return copy;
}

function settingsOf({ theme }: StartOptions): Record<string, unknown> {
  return theme === undefined ? {} : { "workbench.colorTheme": themes[theme] };
}

function openerEnvironment({ sample }: StartOptions): NodeJS.ProcessEnv {
  return { ATTENTION_INSPECTOR_OPEN: JSON.stringify(samples[sample]) };
}

async function startInBrowser(options: StartOptions, { cleanups, interrupted }: ProgramContext): Promise<number> {
  const server = await startCodeServer({
    installation: await installCodeServer(console.log),
    name: "start",
    checkout: repository,
    settings: settingsOf(options),
    environment: openerEnvironment(options),
  });
  cleanups.add(() => server.stop());
  const workspace = await sampleCopy(server.folder);
  const address = workbenchAddress(server, { workspace });
  console.log(`\nVS Code with the extension: ${address}\n\nCtrl-C ends it.`);
  if (hasDisplay()) openBrowser(address);
  await interrupted;
  return 0;
}

function openBrowser(address: string): void {
  const openers: Partial<Record<NodeJS.Platform, string>> = { win32: "explorer", darwin: "open" };
  const browser = spawn(openers[process.platform] ?? "xdg-open", [address], { stdio: "ignore", detached: true });
  // The address has been printed: who has no such command opens it by hand.
  browser.on("error", () => undefined).unref();
}

async function startOnDesktop(
  executable: string,
  options: StartOptions,
  { cleanups, interrupted }: ProgramContext,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "attention-inspector-"));
  cleanups.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await mkdir(join(folder, "user", "User"), { recursive: true });
  const settings = { ...quietSettings, ...settingsOf(options) };
  await writeFile(join(folder, "user", "User", "settings.json"), JSON.stringify(settings));
  const window = new LeashedProcess({
    command: executable,
    parameters: [
      await sampleCopy(folder),
      "--new-window",
      "--skip-welcome",
      "--disable-workspace-trust",
      `--user-data-dir=${join(folder, "user")}`,
      `--extensions-dir=${join(folder, "extensions")}`,
      `--extensionDevelopmentPath=${repository}`,
      `--extensionDevelopmentPath=${join(repository, "test", "host", "opener")}`,
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
    folder: repository,
    environment: environmentWithoutNpm(openerEnvironment(options)),
    logFile: join(logFolder, "start-desktop.log"),
  });
  cleanups.add(() => window.stop());
  console.log(`VS Code with the extension: ${executable}\nCtrl-C, or closing the window, ends it.`);
  return Promise.race([window.exited, interrupted.then(() => 0)]);
}
