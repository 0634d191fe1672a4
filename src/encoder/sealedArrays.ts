import type { Tensor } from "onnxruntime-node";
import type { Seal } from "../attention/seal.js";
import { sealSites } from "../attention/sealSite.js";
import type { SiteArray } from "./onnxRun.js";
import type { AttentionSite, SiteTensor } from "./onnx/attentionSite.js";
import type { OnnxModel } from "./onnx/model.js";
import { sealTolerance } from "./sealTolerance.js";
import { siteArray, siteShape } from "./siteArray.js";

/** What a site is sealed with. */
export const sealedTensors = ["probabilities", "value", "context"] as const satisfies readonly SiteTensor[];

/** What a run computed of sites, by tensor: an array a site that has it. @throws Failure `runFailed` */
export function arraysOf(
  sites: readonly AttentionSite[],
  tensors: readonly SiteTensor[],
  computed: Readonly<Record<string, Tensor>>,
): Map<SiteTensor, SiteArray[]> {
  const of = (tensor: SiteTensor) =>
    sites.flatMap((site) => {
      const name = site.tensors[tensor];
      if (name === null) return [];
      const array = siteArray(site, tensor, name, computed[name]);
      return [unscaled(array, site.divisors[tensor] ?? 1)];
    });
  return new Map(tensors.map((tensor) => [tensor, of(tensor)]));
}

function unscaled(array: SiteArray, divisor: number): SiteArray {
  return divisor === 1 ? array : { ...array, values: array.values.map((value) => value / divisor) };
}

/**
 * Proves the probabilities of sites by the model's own results, as far as time allows.
 *
 * @param arrays those of a run that are kept; of the others a copy in order is made where one is needed, and let go
 */
export function sealArrays(
  model: OnnxModel,
  sites: readonly AttentionSite[],
  arrays: ReadonlyMap<SiteTensor, readonly SiteArray[]>,
  computed: Readonly<Record<string, Tensor>>,
): Seal {
  const arrayOf = (site: AttentionSite, tensor: SiteTensor): SiteArray | null => {
    const kept = arrays.get(tensor)?.find((array) => array.site === site);
    const name = site.tensors[tensor];
    return kept ?? (name === null ? null : siteArray(site, tensor, name, computed[name]));
  };
  const parts = sites.map((site) => ({
    shape: arrayOf(site, "probabilities")!.shape,
    width: widthOf(site, "value", computed),
    arrays: () => ({
      ...site,
      probabilities: arrayOf(site, "probabilities")!,
      value: arrayOf(site, "value"),
      context: arrayOf(site, "context"),
    }),
  }));
  return sealSites(parts, sealTolerance(model, sites));
}

/** How many numbers a tensor of a site has for each head and token. */
function widthOf(site: AttentionSite, tensor: SiteTensor, computed: Readonly<Record<string, Tensor>>): number {
  const name = site.tensors[tensor];
  return name === null ? 0 : (siteShape(site, tensor, computed[name]?.dims ?? [])[2] ?? 0);
}
