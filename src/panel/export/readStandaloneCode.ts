import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inlineScript } from "../../export/inlineScript.js";
import type { StandaloneCode } from "../../export/standalonePage.js";
import { hashed } from "./standaloneFile.js";

/** What every stand-alone page is made of, as it was built. @param folder of the bundles */
export async function readStandaloneCode(folder: string): Promise<StandaloneCode> {
  const text = (name: string) => readFile(join(folder, name), "utf8");
  const [script, style, reading] = await Promise.all([
    text("standalone.js"),
    text("standalone.css"),
    text("standaloneReading.js"),
  ]);
  return { script: hashed(inlineScript(script)), style: hashed(style), reading: inlineScript(reading) };
}
