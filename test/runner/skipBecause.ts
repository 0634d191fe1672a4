import type { Context, Runnable } from "mocha";

/** Tests and the runner may be bundled apart, so the reason travels on the test itself, or on the block of a hook. */
const key = Symbol.for("attention-inspector.reason-for-skipping");

/** Skips the test that runs, or all of a hook's block, and has the reason printed. */
export function skipBecause(context: Context, reason: string): never {
  const test = context.test as Mocha.Test | Mocha.Hook | undefined;
  const skipped = test?.type === "hook" ? test.parent : test;
  if (skipped !== undefined) Reflect.set(skipped, key, reason);
  return context.skip();
}

/** Why a test was skipped. */
export function reasonForSkipping(test: Runnable): string {
  for (let at: Runnable | Mocha.Suite | undefined = test; at !== undefined; at = at.parent) {
    const reason: unknown = Reflect.get(at, key);
    if (typeof reason === "string") return reason;
  }
  return "no reason given: see skipBecause";
}
