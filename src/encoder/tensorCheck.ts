import * as l10n from "@vscode/l10n";
import type { Tensor } from "onnxruntime-node";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";

/**
 * The numbers of a tensor that the encoder computed.
 *
 * @throws Failure `runFailed` where they are not float32 of this shape
 */
export function checkedFloats(name: string, tensor: Tensor | undefined, shape: readonly number[]): Float32Array {
  const found = tensor === undefined ? null : `${tensor.type} [${tensor.dims.join(", ")}]`;
  if (tensor?.data instanceof Float32Array && found === `float32 [${shape.join(", ")}]`) return tensor.data;
  const wanted = `float32 [${shape.join(", ")}]`;
  throw new Failure(
    "runFailed",
    found === null
      ? l10n.t(
          "The encoder's output {0} is nothing, not {1}; choose another encoder, or reinstall the extension if it came with it.",
          shownName(name),
          wanted,
        )
      : l10n.t(
          "The encoder's output {0} is {1}, not {2}; choose another encoder, or reinstall the extension if it came with it.",
          shownName(name),
          shownName(found),
          wanted,
        ),
  );
}

/**
 * Checks one weight of each row: a softmax over scores of which one is NaN or +∞ is NaN in all of its row, and to read
 * every weight would cost 3 % of the run.
 *
 * @param attention `[…, N]`, rows of n weights
 * @throws Failure `runFailed`
 */
export function checkFinite(name: string, attention: Float32Array, n: number): void {
  let sum = 0;
  for (let row = 0; row < attention.length; row += n) sum += attention[row]!;
  if (Number.isFinite(sum)) return;
  throw new Failure(
    "runFailed",
    l10n.t(
      "The encoder's output {0} is not finite; choose another encoder, or reinstall the extension if it came with it.",
      shownName(name),
    ),
  );
}
