import { readFileSync } from "node:fs";

/** Whether a process runs; one that has ended and waits to be reaped does not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  try {
    // The state follows the program's name, which is in parentheses and may contain anything.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/**
 * Waits until something is so.
 *
 * @throws Error when it is not after `milliseconds`
 */
export async function until(what: string, isSo: () => boolean, milliseconds = 10_000): Promise<void> {
  for (const end = performance.now() + milliseconds; !isSo();) {
    if (performance.now() > end) throw new Error(`after ${milliseconds} ms: not so that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
