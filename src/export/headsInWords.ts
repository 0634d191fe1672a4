import type { HeadSet } from "../attention/headSet.js";

/** Which heads a map is made of, for people: "encoder layer 2 head 4", counted from 1; "mean of …" where there are several. */
export function headsInWords({ group, heads, combine }: HeadSet): string {
  const layers = new Map<number, number[]>();
  for (const { layer, head } of heads) layers.set(layer, [...(layers.get(layer) ?? []), head + 1]);
  const places = Array.from(layers, ([layer, heads]) => `layer ${layer + 1} head ${heads.join("+")}`).join("; ");
  return heads.length === 1 ? `${group} ${places}` : `${combine} of ${group} ${places}`;
}
