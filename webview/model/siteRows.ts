import type { AttentionGroup } from "../../src/attention/attentionGroup.js";
import type { SiteFacts } from "../../src/protocol/modelDescription.js";

/** Sites of one group whose facts are the same, in the order of their layers. */
export interface SiteRow {
  /** "1–12", "1, 4–6": counted from 1. */
  readonly layers: string;
  /** The first of them, for its facts. */
  readonly facts: SiteFacts;
  readonly sites: readonly SiteFacts[];
}

/** A group's sites with those of equal facts made one row; rows are in the order of their first layers. */
export function siteRows(sites: readonly SiteFacts[], group: AttentionGroup): SiteRow[] {
  const alike = new Map<string, SiteFacts[]>();
  for (const site of sites) {
    if (site.group !== group) continue;
    const { operator, heads, keyHeads, headDimension, scale, mask, bias } = site;
    const key = JSON.stringify([operator, heads, keyHeads, headDimension, String(scale), mask, bias]);
    const row = alike.get(key);
    if (row) row.push(site);
    else alike.set(key, [site]);
  }
  return [...alike.values()].map((same) => ({
    layers: layerRanges(same.map(({ layer }) => layer)),
    facts: same[0]!,
    sites: same,
  }));
}

/** Ascending layers, from 0, as people write them, from 1. */
export function layerRanges(layers: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const layer of layers) {
    const range = ranges.at(-1);
    if (range && layer === range[1] + 1) range[1] = layer;
    else ranges.push([layer, layer]);
  }
  return ranges.map(([first, last]) => (first === last ? String(first + 1) : `${first + 1}–${last + 1}`)).join(", ");
}
