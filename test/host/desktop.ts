import { existsSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { findOnPath } from "./browser.js";
import { PlainFailure } from "./plainFailure.js";

/** Whether a window could be shown to somebody. */
export function hasDisplay(): boolean {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/** The executable of the VS Code that `VSCODE_EXECUTABLE` names. */
export function namedVSCode(): string | undefined {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named === undefined || existsSync(named)) return named;
  throw new PlainFailure(`VSCODE_EXECUTABLE names ${named}, which does not exist.`);
}

/** The executable of a desktop VS Code: the named one, or the one whose `code` is on the PATH of somebody's desktop. */
export function findDesktopVSCode(): string | undefined {
  return namedVSCode() ?? (hasDisplay() ? executableOf(findOnPath("code")) : undefined);
}

/** `code` only starts the executable and leaves it behind: who wants to end it again has to start it directly. */
function executableOf(script: string | undefined): string | undefined {
  if (script === undefined) return undefined;
  const folder = dirname(realpathSync(script));
  const places = ["../code", "../../../MacOS/Electron", "../Code.exe"].map((place) => resolve(folder, place));
  return places.find((place) => existsSync(place));
}
