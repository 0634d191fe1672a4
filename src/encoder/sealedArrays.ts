import * as l10n from "@vscode/l10n";
import type { Tensor } from "onnxruntime-node";
import type { Seal } from "../attention/seal.js";
import { sealSites } from "../attention/sealSite.js";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import type { SiteArray } from "./onnxRun.js";
import type { AttentionSite, SiteTensor } from "./onnx/attentionSite.js";
import type { OnnxModel } from "./onnx/model.js";
import { isHeadFirst, misfit, readArray, sizeOf, type ReadPart } from "./readPart.js";
import { sealTolerance } from "./sealTolerance.js";
import { siteArray, siteShape } from "./siteArray.js";

/** What a site is sealed with. */
export const sealedTensors = ["probabilities", "value", "context"] as const satisfies readonly SiteTensor[];

/** A site whose probabilities are not those of the tokens of a run, with the reason. */
export interface Misfit {
  readonly site: AttentionSite;
  readonly reason: string;
}

/** What is read of a run. */
export interface ReadArrays {
  /** An array a site that has it and fits the run's tokens. */
  readonly arrays: ReadonlyMap<SiteTensor, readonly SiteArray[]>;
  readonly misfits: readonly Misfit[];
  readonly seal: Seal;
}

/** A site whose probabilities fit. */
interface Fit {
  readonly site: AttentionSite;
  readonly probabilities: SiteArray;
  readonly headFirst: boolean;
}

type Computed = Readonly<Record<string, Tensor>>;

/**
 * Reads what a run computed of sites, and proves the probabilities by the model's own results as far as time allows.
 *
 * @param tensors which of the arrays are kept; of the others a copy in order is made when needed, and not kept
 * @throws Failure `runFailed`; `modelUnsupported` if no site's probabilities are those of the run's tokens
 */
export function readArrays(
  model: OnnxModel,
  sites: readonly AttentionSite[],
  tensors: readonly SiteTensor[],
  computed: Computed,
  part: ReadPart,
): ReadArrays {
  const fits: Fit[] = [];
  const misfits: Misfit[] = [];
  for (const site of sites) {
    const fit = fitOf(site, computed, part);
    if ("reason" in fit) misfits.push(fit);
    else fits.push(fit);
  }
  const [first] = misfits;
  if (fits.length === 0 && first) throw noFit(first, part);
  const arrayOf = ({ site, probabilities, headFirst }: Fit, tensor: SiteTensor): SiteArray | null => {
    if (tensor === "probabilities") return probabilities;
    const name = site.tensors[tensor];
    if (name === null) return null;
    const whole = siteArray(site, tensor, name, computed[name]);
    return unscaled(readArray(whole, tensor, part, headFirst), site.divisors[tensor] ?? 1);
  };
  const arrays = new Map(tensors.map((tensor) => [tensor, fits.flatMap((fit) => arrayOf(fit, tensor) ?? [])]));
  const keptOf = (fit: Fit, tensor: SiteTensor) =>
    arrays.get(tensor)?.find(({ site }) => site === fit.site) ?? arrayOf(fit, tensor);
  const parts = fits.map((fit) => ({
    shape: fit.probabilities.shape,
    width: widthOf(fit.site, "value", computed),
    arrays: () => ({
      ...fit.site,
      probabilities: fit.probabilities,
      value: keptOf(fit, "value"),
      context: keptOf(fit, "context"),
    }),
  }));
  const seal = sealSites(parts, sealTolerance(model, sites));
  return { arrays, misfits, seal: { ...seal, sites: [...seal.sites, ...misfits.map(unproven)] } };
}

function unscaled(array: SiteArray, divisor: number): SiteArray {
  return divisor === 1 ? array : { ...array, values: array.values.map((value) => value / divisor) };
}

function fitOf(site: AttentionSite, computed: Computed, part: ReadPart): Fit | Misfit {
  const name = site.tensors.probabilities!;
  const whole = siteArray(site, "probabilities", name, computed[name]);
  const reason = misfit(whole, part);
  if (reason !== null) return { site, reason };
  const headFirst = isHeadFirst(whole, part.batch);
  if (headFirst !== null) {
    return { site, headFirst, probabilities: readArray(whole, "probabilities", part, headFirst) };
  }
  const shape = `[${whole.shape.join(", ")}]`;
  return { site, reason: l10n.t("its probabilities {0} differ between sequences that are the same one", shape) };
}

function noFit({ site, reason }: Misfit, { lengths }: ReadPart): Failure {
  const { queries, keys } = sizeOf(site, lengths);
  return new Failure(
    "modelUnsupported",
    queries === keys
      ? l10n.t(
          "The attention of {0} {1} cannot be shown for {2} tokens: {3}; choose another encoder.",
          shownName(site.operator),
          shownName(site.node),
          queries,
          reason,
        )
      : l10n.t(
          "The attention of {0} {1} cannot be shown from {2} tokens to {3}: {4}; choose another encoder.",
          shownName(site.operator),
          shownName(site.node),
          queries,
          keys,
          reason,
        ),
  );
}

function unproven({ site: { group, layer }, reason }: Misfit): Seal["sites"][number] {
  return { group, layer, contextError: null, rowSumError: 0, emptyRows: 0, proven: false, reason };
}

/** How many numbers a tensor of a site has for each head and token. */
function widthOf(site: AttentionSite, tensor: SiteTensor, computed: Computed): number {
  const name = site.tensors[tensor];
  return name === null ? 0 : (siteShape(site, tensor, computed[name]?.dims ?? [])[2] ?? 0);
}
