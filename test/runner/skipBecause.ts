import type { Context, Runnable } from "mocha";

/** Tests and the runner may be bundled apart, so the reason travels on the test itself. */
const key = Symbol.for("attention-inspector.reason-for-skipping");

/** Skips the test that runs, and has the reason printed. */
export function skipBecause(context: Context, reason: string): never {
  if (context.test !== undefined) Reflect.set(context.test, key, reason);
  return context.skip();
}

/** Why a test was skipped. */
export function reasonForSkipping(test: Runnable): string {
  const reason: unknown = Reflect.get(test, key);
  return typeof reason === "string" ? reason : "no reason given: see skipBecause";
}
