import type { AttentionGroup } from "../../attention/attentionGroup.js";
import type { AttentionSite } from "./attentionSite.js";
import type { GraphIndex } from "./graphIndex.js";
import type { UnplacedSite } from "./softmaxSites.js";

/**
 * Tells which sites are an encoder's, a decoder's or between them, by the inputs of which their queries and keys are made,
 * and numbers each group's layers in the order of computation.
 */
export function placeSites(found: readonly UnplacedSite[], index: GraphIndex): AttentionSite[] {
  const of = (value: string) => new Set(index.content(value));
  const sources = found.map(({ queryFrom, keyFrom }) => ({ query: of(queryFrom), key: of(keyFrom) }));
  // What a query is made of and its keys are not comes from the other side.
  const targets = new Set(sources.flatMap(({ query, key }) => [...query].filter((input) => !key.has(input))));
  const layers: Record<AttentionGroup, number> = { encoder: 0, decoder: 0, cross: 0 };
  return found.map((site, place) => {
    const { query, key } = sources[place]!;
    const isCross = [...query].some((input) => !key.has(input));
    const isDecoder = [...query].some((input) => targets.has(input));
    const group: AttentionGroup = isCross ? "cross" : isDecoder ? "decoder" : "encoder";
    return { ...site.facts, group, layer: layers[group]++ };
  });
}
