import { LeashedProcess, type LeashedCommand } from "./leashedProcess";
import { PlainFailure } from "./plainFailure";

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
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    void process.stop();
  }, limitInSeconds * 1000);
  const code = await process.exited;
  clearTimeout(limit);
  if (code === 0 && !late) return;
  const what = [command.command, ...command.parameters].join(" ");
  const why = late ? `took longer than ${String(limitInSeconds)} s` : `ended with code ${String(code)}`;
  throw new PlainFailure(`${what} ${why}. Its last words:\n${tail.trim()}\nAll of it: ${command.logFile}`);
}
