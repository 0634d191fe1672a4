import type { FailureCode } from "../protocol/failure.js";

/** What a person can do about a failure, beside reading it. */
export type FailureAction =
  "chooseEncoder" | "manageTrust" | "openProviderSettings" | "openRuntimeSettings" | "openDeadlineSettings" | "showLog";

/** Whose encoder is no use: another one is the way on. */
const anotherEncoder = new Set<FailureCode>([
  "encoderMissing",
  "encoderDamaged",
  "tokenizerDamaged",
  "tokenizerMissing",
  "modelUnreadable",
  "modelUnsupported",
  "externalData",
  "inputsWrong",
]);

/** Not of the person's making, or such that nothing was computed: told as errors, the others as warnings. */
const errors = new Set<FailureCode>([
  ...anotherEncoder,
  "runtimeUnusable",
  "runFailed",
  "tookTooLong",
  "encoderStopped",
  "unexpected",
]);

/** The buttons to offer, in order. */
export function failureActions(code: FailureCode): readonly FailureAction[] {
  if (code === "providerUnavailable") return ["openProviderSettings", "showLog"];
  if (code === "runtimeUnusable") return ["openRuntimeSettings", "showLog"];
  if (code === "tookTooLong") return ["openDeadlineSettings", "chooseEncoder", "showLog"];
  if (code === "workspaceUntrusted") return ["manageTrust", "chooseEncoder"];
  if (code === "encoderStopped") return ["showLog", "chooseEncoder"];
  return anotherEncoder.has(code) ? ["chooseEncoder", "showLog"] : ["showLog"];
}

export function isError(code: FailureCode): boolean {
  return errors.has(code);
}
