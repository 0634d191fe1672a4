import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { PlainFailure } from "./plainFailure.js";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"];

const quietFlags = [
  "--disable-background-networking",
  "--disable-component-update",
  // Pages of the address bar's own, which take as long to load in every new window as a test.
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Chromium, and what Latin and Korean text are drawn with: without fonts a text editor has no measures. */
const debianPackages = ["chromium", "fonts-dejavu-core", "fonts-nanum"];

/** The path of a program that is on the PATH. */
export function findOnPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return folders.map((folder) => join(folder, name + suffix)).find(isExecutable);
}

/** Chromium or one of its kin: the one that `CHROMIUM_EXECUTABLE` names, one on the PATH, or one installed now. */
export function findChromium(say: (line: string) => void): string {
  const named = process.env.CHROMIUM_EXECUTABLE;
  if (named !== undefined) {
    if (isExecutable(named)) return named;
    throw new PlainFailure(`CHROMIUM_EXECUTABLE names ${named}, which cannot be run.`);
  }
  return firstOnPath() ?? installChromium(say);
}

/** Starts Chromium without a window. It ends with this process, however that ends. */
export async function launchChromium(say: (line: string) => void): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: findChromium(say),
    args: isRoot ? [...quietFlags, "--no-sandbox"] : quietFlags,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function firstOnPath(): string | undefined {
  return names.map(findOnPath).find((path) => path !== undefined);
}

function installChromium(say: (line: string) => void): string {
  if (process.getuid?.() === 0 && findOnPath("apt-get") !== undefined) {
    say(`Installing Chromium (apt-get install ${debianPackages.join(" ")}, once) …`);
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const apt = (...parameters: string[]) =>
      execFileSync("apt-get", ["-qq", ...parameters], { env: environment, stdio: "pipe" });
    try {
      apt("update");
      apt("install", "-y", "--no-install-recommends", ...debianPackages);
    } catch {
      // What is missing is said below.
    }
  }
  const installed = firstOnPath();
  if (installed !== undefined) return installed;
  throw new PlainFailure(
    "No Chromium was found: install Chromium, Chrome or Edge, or name one with the environment variable CHROMIUM_EXECUTABLE.",
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
