import type { GraphFragment } from "./graphFragment.js";
import type { OnnxAttribute } from "./model.js";

/** From this operator set on, `Slice` takes its bounds as inputs. */
const BOUNDS_AS_INPUTS = 10;

/** Adds nodes that take the places `from` (included) to `to` (excluded) of a value's axis. */
export function sliced(
  fragment: GraphFragment,
  value: string,
  { from, to, axis }: { readonly from: number; readonly to: number; readonly axis: number },
): string {
  if (fragment.operatorSet >= BOUNDS_AS_INPUTS) {
    const [starts, ends, axes] = [from, to, axis].map((bound) => fragment.integers(bound)) as [string, string, string];
    return fragment.node("Slice", [value, starts, ends, axes]);
  }
  const list = (bound: number): OnnxAttribute => ({ kind: "ints", value: [bound] });
  const attributes = new Map([
    ["starts", list(from)],
    ["ends", list(to)],
    ["axes", list(axis)],
  ]);
  return fragment.node("Slice", [value], { attributes });
}

/**
 * Adds nodes that take the places `from` (included) to `to` (excluded) of a value's first axis.
 *
 * @param from value of one int64, `[1]`
 * @param to the same
 */
export function slicedBetween(fragment: GraphFragment, value: string, from: string, to: string): string {
  if (fragment.operatorSet >= BOUNDS_AS_INPUTS) return fragment.node("Slice", [value, from, to]);
  const places = fragment.node("Range", [from, to, fragment.integers(1)], { domain: "com.microsoft" });
  return fragment.node("Gather", [value, places]);
}
