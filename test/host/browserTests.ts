import { launchChromium } from "./browser.js";
import type { Cleanups } from "./cleanups.js";
import { startCodeServer } from "./codeServer.js";
import { installCodeServer } from "./codeServerInstall.js";
import { repository } from "./repository.js";
import { copyOfSamples, testEnvironment, testModule } from "./testRun.js";
import { workbenchAddress } from "./workbenchAddress.js";

/** Runs the tests inside VS Code's server, with the workbench in a browser; gives their exit code. */
export async function runBrowserTests(cleanups: Cleanups): Promise<number> {
  const installation = await installCodeServer(console.log);
  const browser = await launchChromium(console.log);
  cleanups.add(() => browser.close());
  const environment = testEnvironment();
  const server = await startCodeServer({ installation, name: "integration-server", isTestRun: true, environment });
  cleanups.add(() => server.stop());
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  // VS Code calls these two when it runs an extension's tests.
  await page.exposeFunction("codeAutomationLog", (_kind: string, said: readonly unknown[]) => print(said));
  const ended = new Promise<number>((resolve) => {
    void page.exposeFunction("codeAutomationExit", resolve);
  });
  const workspace = await copyOfSamples(cleanups);
  await page.goto(workbenchAddress(server, { workspace, extension: repository, tests: testModule }));
  return ended;
}

/** What tests say, indented as figures are; the rest is VS Code's own and that of its extensions. */
function print([said]: readonly unknown[]): void {
  if (typeof said === "string" && /^ {6}\S/.test(said)) console.log(said);
}
