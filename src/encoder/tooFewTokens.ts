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
      "The tokenizer adds {0} special tokens, and at most {1} tokens may be read: that leaves no room for the text; allow at least {2} tokens, or choose an encoder that takes as many.",
      special,
      maximumTokens,
      fewest,
    ),
  );
}
