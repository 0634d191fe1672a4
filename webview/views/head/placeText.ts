import type { HeadPlace } from "../../../src/attention/traceGroup.js";
import { fill, labels } from "../../labels.js";

/** A head in a sentence; `several` where its group has to be named. */
export function placeText({ group, layer, head }: HeadPlace, several: boolean): string {
  return fill(several ? labels.placeOf[group] : labels.place, { layer: layer + 1, head: head + 1 });
}
