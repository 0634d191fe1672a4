import type { Tensor } from "onnxruntime-node";
import type { Seal } from "../attention/seal.js";
import { sealSites } from "../attention/sealSite.js";
import type { SiteArray } from "./onnxRun.js";
import type { AttentionSite, SiteTensor } from "./onnx/attentionSite.js";
import type { OnnxModel } from "./onnx/model.js";
import { sealTolerance } from "./sealTolerance.js";
import { siteArray } from "./siteArray.js";

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
      return name === null ? [] : [siteArray(site, tensor, name, computed[name])];
    });
  return new Map(tensors.map((tensor) => [tensor, of(tensor)]));
}

/** Proves the probabilities of sites by the model's own results, as far as time allows. */
export function sealArrays(
  model: OnnxModel,
  sites: readonly AttentionSite[],
  arrays: ReadonlyMap<SiteTensor, readonly SiteArray[]>,
): Seal {
  const parts = sites.map((site) => {
    const [probabilities, value = null, context = null] = sealedTensors.map(
      (tensor) => arrays.get(tensor)?.find((array) => array.site === site) ?? null,
    );
    return { ...site, probabilities: probabilities!, value, context };
  });
  return sealSites(parts, sealTolerance(model, sites));
}
