import { readFile, stat } from "node:fs/promises";
import { maximumDescriptionBytes } from "./limits.js";

/** The object that a JSON file of an export holds; null if the file is missing, too large, damaged or holds something else. */
export async function looseJson(file: string): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > maximumDescriptionBytes) return null;
    const content: unknown = JSON.parse(await readFile(file, "utf8"));
    return asObject(content);
  } catch {
    return null;
  }
}

/** A value if it is an object with names, else null. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
