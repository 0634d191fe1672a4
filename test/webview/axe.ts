import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, ElementContext } from "axe-core";
import { repository } from "../host/repository.js";
import type { OpenPage } from "./openPage.js";

const axe = readFileSync(createRequire(`${repository}/package.json`).resolve("axe-core/axe.min.js"), "utf8");

/** Asserts that axe finds nothing wrong with some parts of the page as it is. */
export async function assertNothingWrong(page: OpenPage, parts: readonly string[]): Promise<void> {
  assert.deepEqual(await whatIsWrong(page, parts), []);
}

/** What axe objects to in some parts of the page as it is. */
export async function whatIsWrong(page: OpenPage, parts: readonly string[]): Promise<string[]> {
  for (const part of parts) assert.ok((await page.page.locator(part).count()) > 0, `there is no ${part}`);
  await page.page.evaluate(axe);
  return page.page.evaluate(async (include) => {
    const { axe } = window as unknown as { axe: { run(context: ElementContext): Promise<AxeResults> } };
    const { violations } = await axe.run({ include: [...include] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, parts);
}
