import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const repository = resolve(import.meta.dirname, "../../../..");

/** A file of the sources, and its path within its folder. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The sources whose sentences are translated: all but those of the command line, which speaks English. */
export function translatedSources(): SourceText[] {
  return sourcesIn("src").filter(({ path }) => !path.startsWith("cli/"));
}

/** The page's sources, but for the English words themselves. */
export function pageSources(): SourceText[] {
  return sourcesIn("webview").filter(({ path }) => !/^labels\/|^model\/englishModelLabels/.test(path));
}

function sourcesIn(name: string): SourceText[] {
  const folder = join(repository, name);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path))
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
