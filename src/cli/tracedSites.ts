import type { AttentionSite } from "../encoder/onnx/attentionSite.js";
import { Failure } from "../protocol/failure.js";
import { checkHead } from "./siteArrays.js";

/**
 * The sites that `--layers` names, in each group; all where it is left out.
 *
 * @throws Failure `wrongUsage` where a layer or a head does not exist, as far as the graph tells
 */
export function tracedSites(
  sites: readonly AttentionSite[],
  layers: readonly number[] | null,
  heads: readonly number[] | null,
): AttentionSite[] {
  const count = Math.max(...sites.map(({ layer }) => layer + 1));
  const absent = layers?.find((layer) => layer >= count);
  if (absent !== undefined)
    throw new Failure("wrongUsage", `There is no layer ${absent}: the encoder's ${count} layers count from 0.`);
  const traced = sites.filter(({ layer }) => layers?.includes(layer) ?? true);
  for (const site of traced) for (const head of heads ?? []) if (site.heads !== null) checkHead(site, head, site.heads);
  return traced;
}
