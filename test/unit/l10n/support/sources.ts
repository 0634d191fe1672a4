import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const repository = resolve(import.meta.dirname, "../../../..");

/** A file of the sources, and its path within `src`. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The sources whose sentences are translated: all but those of the command line, which speaks English. */
export function translatedSources(): SourceText[] {
  const folder = join(repository, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts") && !path.startsWith("cli/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(repository, path), "utf8"));
}

/** The slots of a template, in order of their names: `{0} of {1}` has `{0}` and `{1}`. */
export function slotsOf(template: string): string[] {
  return [...new Set(template.match(/\{\w+\}/g))].sort();
}
