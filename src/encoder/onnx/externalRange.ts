import * as l10n from "@vscode/l10n";
import { shownName } from "../../attention/shownName.js";
import { elementBytes } from "./elementTypes.js";
import type { ExternalData, OnnxTensor } from "./model.js";

/**
 * What is wrong with the bytes that a tensor has in another file, as a sentence; null where nothing is.
 *
 * @param size of that file, in bytes
 * @param model the model's name, as it is shown
 */
export function rangeFault(
  tensor: OnnxTensor,
  { location, offset, length }: ExternalData,
  size: number,
  model: string,
): string | null {
  const [name, file] = [shownName(tensor.name), shownName(location)];
  if (!isCount(offset)) {
    return l10n.t(
      "{0} cannot be used: the offset of its tensor {1} in {2} is {3}, and should be a whole number from 0; export it anew.",
      model,
      name,
      file,
      shown(offset),
    );
  }
  if (length !== null && !isCount(length)) {
    return l10n.t(
      "{0} cannot be used: the length of its tensor {1} in {2} is {3}, and should be a whole number from 0; export it anew.",
      model,
      name,
      file,
      shown(length),
    );
  }
  const computed = bytesOf(tensor);
  const needed = length ?? computed ?? 0;
  if (offset + needed > size) {
    return l10n.t(
      "{0} cannot be used: its tensor {1} ends at byte {2} of {3}, which has {4} bytes; download or export the two together.",
      model,
      name,
      offset + needed,
      file,
      size,
    );
  }
  if (computed === null || length === null || length === computed) return null;
  return l10n.t(
    "{0} cannot be used: its tensor {1} has {2} bytes in {3}, and its shape takes {4}; export it anew.",
    model,
    name,
    length,
    file,
    computed,
  );
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function shown(value: number): string {
  return Number.isNaN(value) ? l10n.t("no number") : String(value);
}

/** By its shape; null for types whose numbers do not fill bytes, and for shapes that are none. */
function bytesOf({ elementType, dimensions }: OnnxTensor): number | null {
  const bytes = dimensions.reduce((product, size) => product * size, elementBytes(elementType));
  const known = elementBytes(elementType) > 0 && dimensions.every((size) => size >= 0);
  return known && Number.isSafeInteger(bytes) ? bytes : null;
}
