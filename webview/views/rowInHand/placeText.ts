import type { HeadSet } from "../../../src/attention/headSet.js";
import type { HeadPlace } from "../../../src/attention/traceGroup.js";
import { fill, labels } from "../../labels.js";

/** A head in a sentence; `several` where its group has to be named. */
export function placeText({ group, layer, head }: HeadPlace, several: boolean): string {
  return fill(several ? labels.placeOf[group] : labels.place, { layer: layer + 1, head: head + 1 });
}

/** The heads of a map in a sentence: one by its place, several by how many they are and how they are combined. */
export function headsText({ group, heads, combine }: HeadSet, several: boolean): string {
  const [first] = heads;
  if (heads.length === 1) return placeText({ group, ...first! }, several);
  return fill(several ? labels.headsOf[group][combine] : labels.headsCombined[combine], { count: heads.length });
}
