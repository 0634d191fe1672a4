import type { GraphIndex } from "./graphIndex.js";
import type { StaticValues } from "./staticValues.js";

/** Steps back from a query to the projection that it is a part of, at most. */
const MOST_STEPS = 16;

/** Operators through which a query comes from its projection with its numbers in another place, precision or range. */
const passing: ReadonlySet<string> = new Set(
  "Transpose Reshape Cast Identity Squeeze Unsqueeze Mul Div Add Slice Gather Split".split(" "),
);

/**
 * How many heads a projection of the queries is split into: its width by that of a head. PyTorch's own attention has batch
 * and heads on one axis, `[batch · heads, N, d_k]`, whose size is known in a run alone.
 *
 * @returns null if the graph does not tell
 */
export function headsByWidth(
  query: string,
  headDimension: number | null,
  index: GraphIndex,
  values: StaticValues,
): number | null {
  if (headDimension === null) return null;
  let at = query;
  for (let step = 0; step < MOST_STEPS; step++) {
    const node = index.producer(at);
    if (!node || !passing.has(node.operator)) return null;
    // A scale is added and multiplied as either factor.
    const from = node.inputs.find((input) => input !== "" && index.sources(input).length > 0);
    if (from === undefined) return null;
    const width = node.operator === "Reshape" ? (values.shape(from)?.at(-1) ?? null) : null;
    if (width !== null && width > headDimension && width % headDimension === 0) return width / headDimension;
    at = from;
  }
  return null;
}
