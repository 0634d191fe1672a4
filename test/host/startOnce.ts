import { relative } from "node:path";
import { installCodeServer } from "./codeServerInstall.js";
import { describePainted } from "./paintedReport.js";
import { PlainFailure } from "./plainFailure.js";
import type { ProgramContext } from "./program.js";
import { repository } from "./repository.js";
import { samples } from "./samples.js";
import { Session } from "./session.js";
import type { StartOptions } from "./startOptions.js";
import { themes } from "./themes.js";

/** Shows a sample's attention in a real VS Code without a person, and leaves a screenshot of it. */
export async function startOnce(options: StartOptions, { cleanups }: ProgramContext): Promise<number> {
  const say = console.log;
  const installation = await installCodeServer(say);
  const settings = { "workbench.colorTheme": themes[options.theme ?? "dark"] };
  const server = { installation, name: "start", checkout: repository, settings };
  const session = await Session.start({ ...server, say }, cleanups);
  const { workbench, bridge } = await session.open();
  try {
    await bridge.openPassage(samples[options.sample]);
    await workbench.runCommand("Attention: Show Attention");
    const report = await workbench.panel.painted();
    await workbench.progressGone();
    const screenshot = await workbench.screenshot(nameOf(options));
    say(`${describePainted(report)}; screenshot ${relative(repository, screenshot)}`);
    return 0;
  } catch (error) {
    const screenshot = await workbench.screenshot("start-failed");
    const shown = [...(await workbench.dialogs()), ...(await workbench.notifications())].join(" ").replace(/\s+/g, " ");
    const [why] = String(error instanceof Error ? error.message : error).split("\n");
    throw new PlainFailure(
      `No attention was shown: ${why ?? ""}${shown && ` VS Code says: ${shown}`} ` +
        `The screen is in ${relative(repository, screenshot)}, the server's log in ${relative(repository, session.server.logFile)}.`,
    );
  }
}

function nameOf({ theme, sample }: StartOptions): string {
  return ["start", theme, sample === "prose" ? undefined : sample].filter((part) => part !== undefined).join("-");
}
