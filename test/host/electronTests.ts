import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { namedVSCode } from "./desktop.js";
import { runProgram } from "./program.js";
import { repository } from "./repository.js";
import { copyOfSamples, testEnvironment, testModule } from "./testRun.js";

/** The program that runs the tests inside a desktop VS Code: a named one, or one that it downloads. */
void runProgram(async ({ cleanups }) => {
  const named = namedVSCode();
  const workspace = await copyOfSamples(cleanups);
  return runTests({
    ...(named !== undefined && { vscodeExecutablePath: named }),
    extensionDevelopmentPath: repository,
    extensionTestsPath: testModule,
    extensionTestsEnv: testEnvironment(),
    launchArgs: [
      workspace,
      "--disable-extensions",
      "--disable-workspace-trust",
      "--skip-welcome",
      `--user-data-dir=${join(workspace, "..", "user")}`,
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
});
