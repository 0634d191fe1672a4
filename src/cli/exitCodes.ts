import type { FailureCode } from "../protocol/failure.js";

/** What a program's exit code says; `help.ts` and the README tell the person. */
export const exitCodes = {
  success: 0,
  unexpected: 1,
  wrongUsage: 2,
  badModel: 3,
  badInput: 4,
  runFailed: 5,
  cannotWrite: 6,
  /** 128 + SIGINT, as shells have it. */
  cancelled: 130,
} as const;

/** The exit code of every failure: a new one must find its place here. */
export const failureExitCodes: Readonly<Record<FailureCode, number>> = {
  cancelled: exitCodes.cancelled,
  noEditor: exitCodes.unexpected,
  nothingToEncode: exitCodes.badInput,
  binaryText: exitCodes.badInput,
  textTooLong: exitCodes.badInput,
  textChanged: exitCodes.unexpected,
  encoderMissing: exitCodes.badModel,
  encoderDamaged: exitCodes.badModel,
  tokenizerDamaged: exitCodes.badModel,
  tokenizerMissing: exitCodes.badModel,
  modelUnreadable: exitCodes.badModel,
  modelUnsupported: exitCodes.badModel,
  externalData: exitCodes.badModel,
  inputsWrong: exitCodes.badInput,
  workspaceUntrusted: exitCodes.unexpected,
  providerUnavailable: exitCodes.runFailed,
  runtimeUnusable: exitCodes.runFailed,
  runFailed: exitCodes.runFailed,
  tookTooLong: exitCodes.runFailed,
  downloadFailed: exitCodes.unexpected,
  encoderStopped: exitCodes.runFailed,
  traceGone: exitCodes.unexpected,
  badRequest: exitCodes.unexpected,
  wrongUsage: exitCodes.wrongUsage,
  badInput: exitCodes.badInput,
  noAttention: exitCodes.badModel,
  cannotWrite: exitCodes.cannotWrite,
  unexpected: exitCodes.unexpected,
};
