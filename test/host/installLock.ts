import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Holds `lockFile` while `work` runs, so that two runs started at the same time do not install into one folder. A lock
 * whose holder is gone (an interrupted run) is taken over.
 */
export async function withLock<Result>(lockFile: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(lockFile), { recursive: true });
  while (!tryToTake(lockFile)) await sleep(500);
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function tryToTake(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(holder(lockFile))) rmSync(lockFile, { force: true });
    return false;
  }
}

function holder(lockFile: string): number {
  try {
    return Number(readFileSync(lockFile, "utf8"));
  } catch {
    return 0;
  }
}

function isAlive(processId: number): boolean {
  if (!(processId > 0)) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
