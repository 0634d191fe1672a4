import * as l10n from "@vscode/l10n";
import { Failure } from "../protocol/failure.js";

/** The encoder's process does not hold the trace that was asked about. */
export function traceGone(): Failure {
  return new Failure("traceGone", l10n.t("This attention is no longer in memory; run Show Attention again."));
}
