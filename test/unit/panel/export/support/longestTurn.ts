import { readFileSync } from "node:fs";

/**
 * The longest that nothing else of this thread had a turn while something ran, in milliseconds: where the system tells it,
 * of its own work, for a machine that does other things besides would add to it; else of the clock.
 */
export async function longestTurn(run: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = worked();
  const look = () => {
    const now = worked();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  try {
    await run();
    look();
  } finally {
    clearInterval(timer);
  }
  return longest;
}

/** Milliseconds that this thread has had of a processor (Linux, Documentation/scheduler/sched-stats), or those that went by. */
function worked(): number {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "latin1").split(" ", 1)[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
