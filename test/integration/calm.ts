import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

const calmInMilliseconds = 30;
const limitInSeconds = 20;

/** Waits until VS Code has started its own extensions, which would disturb what is timed: a second without much delay. */
export async function calm(): Promise<void> {
  for (const deadline = Date.now() + limitInSeconds * 1000; Date.now() < deadline;) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await sleep(1000);
    delay.disable();
    if (delay.max < calmInMilliseconds * 1e6) return;
  }
}
