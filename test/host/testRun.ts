import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cleanups } from "./cleanups.js";
import { outputFolder, sampleFolder } from "./repository.js";

/** The module, without its ending, that VS Code is told to run in its extension host. */
export const testModule = join(outputFolder, "test", "integration", "index");

/** What the tests inside VS Code are told: the report's file and which tests to run. */
export function testEnvironment(): NodeJS.ProcessEnv {
  const { ATTENTION_INSPECTOR_REPORT, ATTENTION_INSPECTOR_GREP } = process.env;
  return { ATTENTION_INSPECTOR_REPORT, ATTENTION_INSPECTOR_GREP };
}

/** A copy of the samples that tests may write into. */
export async function copyOfSamples(cleanups: Cleanups): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "attention-inspector-"));
  cleanups.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const workspace = join(folder, "samples");
  await cp(sampleFolder, workspace, { recursive: true });
  return workspace;
}
