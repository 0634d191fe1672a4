import * as l10n from "@vscode/l10n";
import { Failure } from "../protocol/failure.js";

/**
 * The failure if a sequence has no room for text beside its special tokens.
 *
 * @param special tokens that the tokenizer adds
 * @param maximumTokens the bound, special tokens included
 * @param fewest tokens of the shortest sequence with text in it
 */
export function tooFewTokens(special: number, maximumTokens: number, fewest: number): Failure {
  return new Failure(
    "inputsWrong",
    l10n.t(
      "The special tokens that the tokenizer adds ({0}) leave no room for text among at most {1} tokens; allow at least {2}, or choose an encoder that takes as many.",
      special,
      maximumTokens,
      fewest,
    ),
  );
}
