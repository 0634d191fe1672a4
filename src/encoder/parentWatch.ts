import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { Worker } from "node:worker_threads";
import { memoryInterval, parentInterval } from "./limits.js";
import { memoryNotePath } from "./memoryNote.js";

// Source and not a function: bundled, it would have no file of its own to start a thread from.
const watch = `
const { rmSync, writeFileSync } = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const { parent, directory, interval, note, memoryInterval } = workerData;
let looking;
parentPort.on("message", (bytes) => {
  clearInterval(looking);
  if (bytes === null) return;
  looking = setInterval(() => {
    if (process.memoryUsage.rss() <= bytes) return;
    try {
      if (note !== null) writeFileSync(note, String(bytes));
    } catch {}
    process.kill(process.pid, "SIGKILL");
  }, memoryInterval);
});
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
 * @returns bounds this process's memory, in bytes of its resident memory, or with null no more: it ends itself beyond that
 */
export function endWithParent(parent: number, directory: string | null): (bytes: number | null) => void {
  process.once("disconnect", () => {
    if (directory !== null) {
      // Windows does not remove a directory that is in use.
      process.chdir(tmpdir());
      rmSync(directory, { recursive: true, force: true });
    }
    // Not process.exit, which waits for a tokenizer that still works.
    process.kill(process.pid, "SIGKILL");
  });
  const note = directory === null ? null : memoryNotePath(directory, process.pid);
  const worker = new Worker(watch, {
    eval: true,
    workerData: { parent, directory, interval: parentInterval, note, memoryInterval },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });
  worker.unref();
  return (bytes) => worker.postMessage(bytes);
}
