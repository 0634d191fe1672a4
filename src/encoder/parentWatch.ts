import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { Worker } from "node:worker_threads";
import { parentInterval } from "./limits.js";

// Source and not a function: bundled, it would have no file of its own to start a thread from.
const watch = `
const { rmSync } = require("node:fs");
const { workerData: { parent, directory, interval } } = require("node:worker_threads");
setInterval(() => {
  let alive = process.ppid === parent;
  try {
    process.kill(parent, 0);
  } catch (error) {
    alive &&= error.code === "EPERM";
  }
  if (alive) return;
  try {
    if (directory !== null) rmSync(directory, { recursive: true, force: true });
  } catch {}
  process.kill(process.pid, "SIGKILL");
}, interval);
`;

/**
 * Ends this process with its parent, however the parent ends.
 *
 * The pipe's end tells an idle process at once. While the encoder runs it blocks the event loop, so a thread of its own
 * looks after the parent too.
 *
 * @param parent its process id
 * @param directory this process's working directory, which nobody else is left to remove; null where it has none of its own
 */
export function endWithParent(parent: number, directory: string | null): void {
  process.once("disconnect", () => {
    if (directory !== null) {
      // Windows does not remove a directory that is in use.
      process.chdir(tmpdir());
      rmSync(directory, { recursive: true, force: true });
    }
    // Not process.exit, which waits for a tokenizer that still works.
    process.kill(process.pid, "SIGKILL");
  });
  const worker = new Worker(watch, {
    eval: true,
    workerData: { parent, directory, interval: parentInterval },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });
  worker.unref();
}
