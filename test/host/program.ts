import { setTimeout as sleep } from "node:timers/promises";
import { Cleanups } from "./cleanups.js";
import { describeFailure } from "./plainFailure.js";

/** What a program is given to work with. */
export interface ProgramContext {
  readonly cleanups: Cleanups;
  /** Resolves once the person, or the system, wants the program to end. */
  readonly interrupted: Promise<void>;
}

/**
 * Runs a program and ends this process with the code that it returns. SIGINT, SIGTERM, SIGHUP and the loss of the
 * parent interrupt it; its clean-ups run in every case.
 */
export async function runProgram(program: (context: ProgramContext) => Promise<number>): Promise<never> {
  const cleanups = new Cleanups();
  const interrupted = interruption();
  // A moment later, so that a program which was waiting for that ends with a code of its own.
  const interruptedCode = interrupted.then(() => sleep(10, 130));
  const code = await Promise.race([program({ cleanups, interrupted }), interruptedCode]).catch((error: unknown) => {
    console.error(describeFailure(error));
    return 1;
  });
  await cleanups.run();
  process.exit(code);
}

function interruption(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => {
        resolve();
      });
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, 1000).unref();
  });
}
