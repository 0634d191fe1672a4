import type { NpyArray } from "../attention/npy.js";
import type { OnnxRun, SiteArray } from "../encoder/onnxRun.js";
import type { AttentionSite, SiteTensor } from "../encoder/onnx/attentionSite.js";
import { Failure } from "../protocol/failure.js";

/** The name of a site's tensor in a file: `attention_0`, `scores_0`, `decoder_0`, `cross_scores_0`, … */
export function arrayName({ group, layer }: AttentionSite, tensor: SiteTensor): string {
  const words = [...(group === "encoder" ? [] : [group]), ...(tensor === "probabilities" ? [] : [tensor])];
  return `${words.join("_") || "attention"}_${layer}`;
}

/** How a person is told of a site. */
export function siteName({ group, layer }: AttentionSite): string {
  return `layer ${layer} of ${group === "encoder" ? "the attention" : `the ${group} attention`}`;
}

/** The heads of a site's queries, as its run tells them, else its graph. */
export function queryHeads(site: AttentionSite, run: OnnxRun): number | null {
  const ofQueries = (["probabilities", "scores", "products", "query", "context"] as const).flatMap(
    (tensor) => run.arrays[tensor]?.filter((array) => array.site === site) ?? [],
  );
  return ofQueries[0]?.shape[0] ?? site.heads;
}

/**
 * A run's arrays by their names, kind after kind, in layer order.
 *
 * @param heads which to keep along the first axis; null for all. Of keys and values that several heads share, each head
 * gets its own, so that place i is that of `heads[i]` in every array.
 * @throws Failure `wrongUsage` where a site has no such head
 */
export function siteArrays(
  run: OnnxRun,
  tensors: readonly SiteTensor[],
  heads: readonly number[] | null,
): Map<string, NpyArray> {
  const named = new Map<string, NpyArray>();
  for (const tensor of tensors) {
    for (const array of run.arrays[tensor] ?? []) {
      named.set(arrayName(array.site, tensor), ofHeads(array, queryHeads(array.site, run), heads));
    }
  }
  return named;
}

function ofHeads({ site, shape, values }: SiteArray, of: number | null, heads: readonly number[] | null): NpyArray {
  if (heads === null) return { kind: "float32", shape, parts: [values] };
  const [own = 0, ...rest] = shape;
  const all = of ?? own;
  const size = rest.reduce((product, length) => product * length, 1);
  const parts = heads.map((head) => {
    checkHead(site, head, all);
    const place = Math.floor((head * own) / all);
    return values.subarray(place * size, (place + 1) * size);
  });
  return { kind: "float32", shape: [heads.length, ...rest], parts };
}

/** @throws Failure `wrongUsage` where the site has no such head */
export function checkHead(site: AttentionSite, head: number, of: number): void {
  if (head < of) return;
  throw new Failure("wrongUsage", `There is no head ${head} in ${siteName(site)}: its ${of} heads count from 0.`);
}
