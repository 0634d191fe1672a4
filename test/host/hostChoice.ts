import { findOnPath } from "./browser.js";
import { hasDisplay, namedVSCode } from "./desktop.js";
import { PlainFailure } from "./plainFailure.js";

/** Which VS Code the tests run in, and why. */
export interface HostChoice {
  readonly host: "electron" | "browser";
  readonly why: string;
}

const releases = "https://update.code.visualstudio.com/api/releases/stable";
const probeLimit = 4000;

/** Electron where it can be had, or else VS Code's server with its workbench in a browser. */
export async function chooseHost(): Promise<HostChoice> {
  const wanted = process.env.ATTENTION_INSPECTOR_HOST;
  const isShown = hasDisplay() || hasVirtualDisplay();
  if (wanted === "electron" && !isShown) throw new PlainFailure("Electron wants a display, or xvfb-run on the PATH.");
  if (wanted === "electron" || wanted === "browser") return { host: wanted, why: "ATTENTION_INSPECTOR_HOST says so" };
  if (wanted !== undefined) {
    throw new PlainFailure(`ATTENTION_INSPECTOR_HOST takes electron or browser; not ${wanted}.`);
  }
  if (!isShown) return { host: "browser", why: "Electron wants a display or xvfb-run, and there is neither" };
  const named = namedVSCode();
  if (named !== undefined) return { host: "electron", why: `VSCODE_EXECUTABLE is ${named}` };
  const unreachable = await whyUnreachable();
  if (unreachable === undefined) return { host: "electron", why: "VS Code can be downloaded" };
  const why = `Electron's VS Code cannot be downloaded (${unreachable}), and VSCODE_EXECUTABLE names none`;
  return { host: "browser", why };
}

/** Whether a display that nobody sees can be had. */
function hasVirtualDisplay(): boolean {
  return process.platform === "linux" && findOnPath("xvfb-run") !== undefined;
}

async function whyUnreachable(): Promise<string | undefined> {
  try {
    const response = await fetch(releases, { signal: AbortSignal.timeout(probeLimit) });
    return response.ok ? undefined : `its host answers ${response.status}`;
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return cause?.code ?? "no answer in time";
  }
}
