import { join } from "node:path";
import { runBrowserTests } from "./browserTests.js";
import { hasDisplay } from "./desktop.js";
import { chooseHost } from "./hostChoice.js";
import { LeashedProcess } from "./leashedProcess.js";
import { runProgram, type ProgramContext } from "./program.js";
import { logFolder, repository } from "./repository.js";

/** The program that runs the tests inside VS Code, in the host that can be had. */
void runProgram(async ({ cleanups }) => {
  const { host, why } = await chooseHost();
  console.log(`in ${host === "electron" ? "Electron" : "the browser host"}: ${why}`);
  return host === "electron" ? runElectronTests({ cleanups }) : runBrowserTests(cleanups);
});

function runElectronTests({ cleanups }: Pick<ProgramContext, "cleanups">): Promise<number> {
  const program = [process.execPath, "--import", "tsx", join(import.meta.dirname, "electronTests.ts")];
  const [command = "", ...parameters] = hasDisplay() ? program : ["xvfb-run", "--auto-servernum", ...program];
  const logFile = join(logFolder, "integration-electron.log");
  const electron = new LeashedProcess({ command, parameters, folder: repository, environment: process.env, logFile });
  cleanups.add(() => electron.stop());
  return electron.exited;
}
