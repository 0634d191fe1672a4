import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CodeServerInstallation } from "./codeServerInstallation.js";
import { environmentWithoutNpm } from "./environment.js";
import { placeExtensions } from "./installedExtensions.js";
import { LeashedProcess } from "./leashedProcess.js";
import { PlainFailure } from "./plainFailure.js";
import { quietSettings } from "./quietSettings.js";
import { logFolder } from "./repository.js";
import { runToEnd } from "./runToEnd.js";
import { ServerFolder } from "./serverFolder.js";

const startLimitInSeconds = 60;
const installLimitInSeconds = 120;

export interface CodeServerOptions {
  readonly installation: CodeServerInstallation;
  /** Names the log file. */
  readonly name: string;
  /** Added to the environment of the server, and so to that of its extension hosts. */
  readonly environment?: NodeJS.ProcessEnv;
  /** The folder of an extension that is used as it lies there. */
  readonly checkout?: string | undefined;
  /** A packaged extension that is installed before the server starts. */
  readonly vsix?: string | undefined;
  /** Lets a page name an extension and its tests; VS Code shows neither notifications nor dialogs then. */
  readonly isTestRun?: boolean;
  /** The person's settings, besides the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A running VS Code server with data, settings and extensions of its own, which are gone when it is stopped. */
export interface CodeServer {
  /** `127.0.0.1:PORT`, which is also the authority of its `vscode-remote:` addresses. */
  readonly authority: string;
  /** What a browser has to say to be let in. */
  readonly token: string;
  /** What the server printed. */
  readonly logFile: string;
  /** A new folder under this one is the place for workspaces: it goes when the server goes. */
  readonly folder: string;
  /** Ends the server with all that it started, and removes its folders; VS Code's own logs are kept with the others. */
  stop(): Promise<void>;
}

/** Starts a server on a free port, for this machine alone, and resolves once it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const folder = await ServerFolder.make();
  try {
    await folder.writeSettings({ ...quietSettings, ...options.settings });
    await placeExtensions(folder.extensions, options.checkout);
    if (options.vsix !== undefined) await installExtension(folder, options, options.vsix);
    return await launch(folder, options);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

function commonParameters(folder: ServerFolder, { installation }: CodeServerOptions): string[] {
  const folders = ["--server-data-dir", folder.data, "--extensions-dir", folder.extensions];
  return [installation.serverScript, "--accept-server-license-terms", "--telemetry-level", "off", ...folders];
}

async function installExtension(folder: ServerFolder, options: CodeServerOptions, vsix: string): Promise<void> {
  await runToEnd(
    {
      command: options.installation.node,
      parameters: [...commonParameters(folder, options), "--install-extension", vsix],
      folder: folder.path,
      environment: environmentWithoutNpm(),
      logFile: join(logFolder, `${options.name}-install.log`),
    },
    installLimitInSeconds,
  );
}

async function launch(folder: ServerFolder, options: CodeServerOptions): Promise<CodeServer> {
  const token = randomBytes(16).toString("hex");
  const logFile = join(logFolder, `${options.name}.log`);
  let printed = "";
  let announce: (port: number) => void = () => undefined;
  const port = new Promise<number>((resolve) => (announce = resolve));
  const server = new LeashedProcess({
    command: options.installation.node,
    parameters: [
      ...commonParameters(folder, options),
      ...["--host", "127.0.0.1", "--port", "0", "--connection-token", token],
      ...(options.isTestRun ? ["--enable-smoke-test-driver"] : []),
      ...(options.settings?.["security.workspace.trust.enabled"] === true ? [] : ["--disable-workspace-trust"]),
    ],
    folder: folder.path,
    environment: environmentWithoutNpm({ ...(await folder.temporaryFiles()), ...options.environment }),
    temporaryFolder: folder.path,
    logFile,
    onOutput: (text) => {
      printed = (printed + text).slice(0, 10_000);
      const found = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (found !== undefined) announce(Number(found));
    },
  });
  const stop = async () => {
    await server.stop();
    await folder.keepLogs(join(logFolder, `${options.name}-vscode`));
    await folder.remove();
  };
  try {
    const authority = `127.0.0.1:${await promptly(port, server, logFile)}`;
    return { authority, token, logFile, folder: folder.path, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The port, or a failure when the server ends or takes too long before it has one. */
async function promptly(port: Promise<number>, server: LeashedProcess, logFile: string): Promise<number> {
  const ended = server.exited.then((code) => `ended with code ${code} as it was started`);
  const late = sleep(startLimitInSeconds * 1000, `did not listen within ${startLimitInSeconds} s`, {
    ref: false,
  });
  const outcome = await Promise.race([port, ended, late]);
  if (typeof outcome === "number") return outcome;
  throw new PlainFailure(`VS Code's server ${outcome}; what it said is in ${logFile}`);
}
