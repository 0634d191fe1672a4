import { setImmediate } from "node:timers/promises";
import { endWithParent } from "../encoder/parentWatch.js";
import type { Deadline } from "../protocol/deadline.js";
import type { Bounds } from "./bounds.js";

/** Tells a program that it is the guarded one, whose, and where it leaves word of its memory. */
const guardVariable = "ATTENTION_INSPECTOR_GUARD";

/** The message of a guarded process to its guard. */
interface Step {
  readonly deadline: Deadline | null;
}

/** The environment of a process that this one guards. @param directory for what it leaves word of */
export function guardEnvironment(directory: string): NodeJS.ProcessEnv {
  return { ...process.env, [guardVariable]: `${process.pid} ${directory}` };
}

/**
 * Returns the bounds that this process's guard watches; null if it has no guard. Called once: from then on this process
 * ends with its guard.
 */
export function boundsOfGuard(): Bounds | null {
  const [, guard, directory] = /^(\d+) (.+)$/.exec(process.env[guardVariable] ?? "") ?? [];
  if (directory === undefined || Number(guard) !== process.ppid) return null;
  const memory = endWithParent(process.ppid, directory);
  // It is there to be told of steps by, and no reason to stay.
  process.channel?.unref();
  return {
    memory,
    async step(deadline) {
      process.send?.({ deadline } satisfies Step);
      // A turn of the event loop, in which it is sent: what comes next may block it.
      await setImmediate();
    },
  };
}

/** Whether a message of a guarded process tells a step. */
export function isStep(message: unknown): message is Step {
  return typeof message === "object" && message !== null && "deadline" in message;
}
