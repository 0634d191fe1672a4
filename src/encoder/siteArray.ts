import * as l10n from "@vscode/l10n";
import type { Tensor } from "onnxruntime-node";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import { halvesToFloats } from "./onnx/halfFloat.js";
import type { AttentionSite, SiteTensor } from "./onnx/attentionSite.js";
import type { SiteArray } from "./onnxRun.js";

/**
 * A site's tensor as `[heads, N, …]`: without the batch, its heads together, its axes in one order.
 *
 * @throws Failure `runFailed` where it has not the axes that it should have
 */
export function siteArray(
  site: AttentionSite,
  tensor: SiteTensor,
  name: string,
  computed: Tensor | undefined,
): SiteArray {
  const dims = computed?.dims ?? [];
  const values = computed === undefined ? null : floatsOf(computed);
  if (values === null || dims.length < 2) {
    throw new Failure(
      "runFailed",
      computed === undefined
        ? l10n.t(
            "The model's value {0} should be numbers by head and token, and is nothing; choose another encoder.",
            shownName(name),
          )
        : l10n.t(
            "The model's value {0} should be numbers by head and token, and is {1}; choose another encoder.",
            shownName(name),
            shownName(`${computed.type} [${dims.join(", ")}]`),
          ),
    );
  }
  const order = axisOrder(site, tensor, dims);
  const inOrder = order.every((axis, place) => axis === place);
  return { site, shape: siteShape(site, tensor, dims), values: inOrder ? values : permuted(values, dims, order) };
}

/** The shape of a site's tensor as `siteArray` has it. @param dims what the graph computes, two axes at least */
export function siteShape(site: AttentionSite, tensor: SiteTensor, dims: readonly number[]): readonly number[] {
  const order = axisOrder(site, tensor, dims);
  const [token, rest] = order.slice(-2);
  const heads = order.slice(0, -2).reduce((product, axis) => product * dims[axis]!, 1);
  return [heads, dims[token!]!, dims[rest!]!];
}

/** The axes of a tensor with those of heads first, then tokens, then the rest. */
function axisOrder(site: AttentionSite, tensor: SiteTensor, dims: readonly number[]): readonly number[] {
  const axes = (site.axes[tensor] ?? "nd").padStart(dims.length, "h");
  const [token, rest] = [axes.lastIndexOf("n"), axes.lastIndexOf("d")];
  const others = dims.flatMap((_, axis) => (axis === token || axis === rest ? [] : [axis]));
  return [...others, token, rest];
}

/** A tensor's numbers as float32; null where it holds none that are. */
export function floatsOf({ data, type }: Tensor): Float32Array | null {
  if (data instanceof Float32Array) return data;
  if (data instanceof Float64Array) return Float32Array.from(data);
  // A Node that has half-precision arrays makes one of the same bits.
  if (type === "float16" && ArrayBuffer.isView(data)) {
    return halvesToFloats(new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2));
  }
  return null;
}

/** An array with its axes in another order. */
function permuted(values: Float32Array, dims: readonly number[], order: readonly number[]): Float32Array {
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, size) => product * size, 1));
  const result = new Float32Array(values.length);
  const [counts, steps] = [order.map((axis) => dims[axis]!), order.map((axis) => strides[axis]!)];
  const place = counts.map(() => 0);
  for (let index = 0, from = 0; index < result.length; index++) {
    result[index] = values[from]!;
    for (let axis = counts.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++place[axis]! < counts[axis]!) break;
      from -= steps[axis]! * counts[axis]!;
      place[axis] = 0;
    }
  }
  return result;
}
