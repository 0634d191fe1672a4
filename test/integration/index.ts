import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runMocha } from "../runner/runMocha.js";
import { calm } from "./calm.js";

/** Called by VS Code in its extension host: runs the built test files that lie beside this one. */
export async function run(): Promise<void> {
  const { ATTENTION_INSPECTOR_REPORT: reportFile, ATTENTION_INSPECTOR_GREP: grep } = process.env;
  if (reportFile === undefined) throw new Error("ATTENTION_INSPECTOR_REPORT does not name the report's file");
  await calm();
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.js"))
    .map((file) => join(__dirname, file));
  const failures = await runMocha({ files, folder: __dirname, reportFile, limitInSecondsPerTest: 60, grep });
  if (failures > 0) throw new Error(`${failures} of the tests failed`);
}
