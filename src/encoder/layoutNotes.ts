import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import type { TriedLayout } from "./layoutTrial.js";
import type { ReadPart } from "./readPart.js";
import type { Misfit } from "./sealedArrays.js";

const sides = ["source", "target", "states"] as const;

/** What a person should know of how a sequence was fed: padding that is not shown, and a text that was repeated. */
export function layoutNotes({ batch, counts, lengths }: ReadPart): string[] {
  const padded = sides.filter((side) => lengths[side] > counts[side]);
  return [
    ...padded.map((side) =>
      l10n.t(
        "The model reads exactly {0} tokens: the {1} shown were followed by {2} of padding, which they do not attend to.",
        lengths[side],
        counts[side],
        lengths[side] - counts[side],
      ),
    ),
    ...(batch > 1
      ? [l10n.t("The model reads exactly {0} sequences at once: it was given the same one {0} times.", batch)]
      : []),
  ];
}

/** @throws Failure `inputsWrong` for padding that would be attended to without being shown */
export function checkPadding({ counts, lengths }: ReadPart, { hidesPadding }: TriedLayout): void {
  const side = hidesPadding ? undefined : sides.find((side) => lengths[side] > counts[side]);
  if (side === undefined) return;
  throw new Failure(
    "inputsWrong",
    l10n.t(
      "The model reads exactly {0} tokens and masks no padding, and {1} are given; give {0}.",
      lengths[side],
      counts[side],
    ),
  );
}

/** A site that is left out, with the reason. */
export function misfitNote({ site, reason }: Misfit): string {
  return l10n.t("{0} {1} is not shown as attention: {2}.", shownName(site.operator), shownName(site.node), reason);
}
