import * as l10n from "@vscode/l10n";
import { Failure } from "../protocol/failure.js";

/** A head mask `[layers, heads]` that leaves every head as it is. */
export function wholeHeadMask(layers: number, heads: number): Float32Array {
  return new Float32Array(layers * heads).fill(1);
}

/** @throws Failure `badRequest` where it is no `[layers, heads]` of finite numbers */
export function checkHeadMask(mask: Float32Array, layers: number, heads: number): void {
  if (mask.length !== layers * heads) {
    throw new Failure(
      "badRequest",
      l10n.t(
        "A head mask needs {0} × {1} numbers, one for each head of each layer; this one has {2}.",
        layers,
        heads,
        mask.length,
      ),
    );
  }
  if (!mask.every(Number.isFinite)) {
    throw new Failure("badRequest", l10n.t("A head mask needs finite numbers; this one has one that is not."));
  }
}
