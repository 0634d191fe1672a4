import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { repository } from "../host/repository.js";
import type { OpenPage } from "./openPage.js";

const axe = readFileSync(createRequire(`${repository}/package.json`).resolve("axe-core/axe.min.js"), "utf8");

/** Asserts that axe finds nothing wrong with the page as it is. */
export async function assertNothingWrong(page: OpenPage): Promise<void> {
  await page.page.evaluate(axe);
  const found = await page.page.evaluate(async () => {
    const results = await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run();
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  assert.deepEqual(found, []);
}
