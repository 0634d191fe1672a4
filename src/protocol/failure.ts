import * as l10n from "@vscode/l10n";
import { shortened } from "../attention/shortened.js";
import { shownName } from "../attention/shownName.js";

/** Every way in which a person's request can fail. */
export type FailureCode =
  | "cancelled"
  | "noEditor"
  | "nothingToEncode"
  | "binaryText"
  | "textTooLong"
  | "textChanged"
  | "encoderMissing"
  | "encoderDamaged"
  | "tokenizerDamaged"
  | "tokenizerMissing"
  | "modelUnreadable"
  | "modelUnsupported"
  | "externalData"
  | "workspaceUntrusted"
  | "inputsWrong"
  | "providerUnavailable"
  | "runtimeUnusable"
  | "downloadFailed"
  | "runFailed"
  | "tookTooLong"
  | "encoderStopped"
  | "traceGone"
  | "badRequest"
  | "wrongUsage"
  | "badInput"
  | "noAttention"
  | "cannotWrite"
  | "unexpected";

/** A failure as it crosses between processes. */
export interface FailureReport {
  readonly code: FailureCode;
  /** One sentence for the person: what is wrong and what to do. */
  readonly message: string;
  /** For the log; never the person's text. */
  readonly detail: string | null;
}

/** Code points of a failure's message: the longest sentence with the longest names and a reason in it. */
const longestMessage = 2_000;

/** UTF-16 units of a failure's detail: a log is read by people. */
const longestDetail = 20_000;

/**
 * A failure that a person can meet: thrown once, where it is known, and caught once, where it is shown. Its message is one
 * line of bounded length without control characters, whatever it quotes.
 */
export class Failure extends Error {
  readonly detail: string | null;

  constructor(
    readonly code: FailureCode,
    message: string,
    detail: string | null = null,
  ) {
    super(message === "" ? "" : shownName(message, longestMessage));
    this.name = "Failure";
    this.detail = detail === null ? null : shortened(detail, longestDetail);
  }

  report(): FailureReport {
    return { code: this.code, message: this.message, detail: this.detail };
  }

  static fromReport(report: FailureReport): Failure {
    return new Failure(report.code, report.message, report.detail);
  }

  /** Wraps whatever was thrown; what is not a failure already is our own mistake, and says so. */
  static from(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    // What is loaded when first needed is a bundle of its own, with a class of its own.
    if (thrown instanceof Error && thrown.name === "Failure") return Failure.fromReport(thrown as unknown as Failure);
    if (thrown instanceof Error && thrown.name === "AbortError") return Failure.cancelled();
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return new Failure(
      "unexpected",
      l10n.t("Attention Inspector met an unexpected error; the log has the details."),
      detail,
    );
  }

  static cancelled(): Failure {
    return new Failure("cancelled", l10n.t("Cancelled."));
  }
}
