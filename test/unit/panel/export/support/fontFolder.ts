import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../../../../host/repository.js";

/** The bundled fonts where their packages have them. */
const sources = {
  "NanumGothic.woff": "@fontsource/nanum-gothic/files/nanum-gothic-korean-400-normal.woff",
  "DejaVuSansMono.ttf": "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf",
} as const;

/** Copies the bundled fonts into a folder, as a build does. */
export function copyFonts(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(sources))
    copyFileSync(join(repository, "node_modules", source), join(folder, name));
}

/** A folder of the bundled fonts, as a build makes it; there during the tests of one `describe`. */
export class FontFolder {
  readonly path = mkdtempSync(join(tmpdir(), "attention-fonts-"));

  constructor() {
    before(() => copyFonts(this.path));
    after(() => rmSync(this.path, { recursive: true, force: true }));
  }
}
