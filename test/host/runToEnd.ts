import { setTimeout as sleep } from "node:timers/promises";
import { LeashedProcess, type LeashedCommand } from "./leashedProcess.js";
import { PlainFailure } from "./plainFailure.js";

/** Runs a command to its end, and fails with its last lines when it fails or takes longer than it may. */
export async function runToEnd(command: LeashedCommand, limitInSeconds: number): Promise<void> {
  let tail = "";
  const process = new LeashedProcess({
    ...command,
    onOutput: (text) => {
      tail = (tail + text).slice(-2000);
      command.onOutput?.(text);
    },
  });
  const late = sleep(limitInSeconds * 1000, "late" as const, { ref: false });
  const outcome = await Promise.race([process.exited, late]);
  if (outcome === 0) return;
  await process.stop();
  const what = [command.command, ...command.parameters].join(" ");
  const why = outcome === "late" ? `took longer than ${limitInSeconds} s` : `ended with code ${outcome}`;
  throw new PlainFailure(`${what} ${why}. Its last words:\n${tail.trim()}\nAll of it: ${command.logFile}`);
}
