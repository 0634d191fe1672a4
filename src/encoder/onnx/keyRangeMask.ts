import { elementTypes } from "./elementTypes.js";
import type { GraphFragment } from "./graphFragment.js";
import type { OnnxAttribute } from "./model.js";

/**
 * Adds nodes that turn the lengths that `com.microsoft::Attention` takes as its mask into a mask of keys, int32 `[1, M]`:
 * 1 for each key from the start on and before the end. Lengths are the end alone, the end and the start, or, as
 * `3 · batch + 2` numbers, the number of keys and more: https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 *
 * @param lengths int32 `[1]`, `[2]` or `[5]`
 * @param keys int64 `[1]`: how many keys there are
 */
export function keyRangeMask(fragment: GraphFragment, lengths: string, keys: string): string {
  const axis = { attributes: new Map<string, OnnxAttribute>([["axis", { kind: "int", value: 0 }]]) };
  const numbers = fragment.cast(lengths, elementTypes.float32);
  const zero = fragment.cast(fragment.integers(0), elementTypes.float32);
  const at = (value: string, place: number) => fragment.node("Gather", [value, fragment.integers(place)]);
  const end = at(numbers, 0);
  const start = at(fragment.node("Concat", [numbers, zero], axis), 1);
  const count = fragment.node("Range", [fragment.integers(0), keys, fragment.integers(1)], { domain: "com.microsoft" });
  const places = fragment.cast(count, elementTypes.float32);
  const isBefore = fragment.node("Less", [places, end]);
  const isFrom = fragment.node("Not", [fragment.node("Less", [places, start])]);
  const seen = fragment.cast(fragment.node("And", [isBefore, isFrom]), elementTypes.int32);
  return fragment.node("Reshape", [seen, fragment.integers(1, -1)]);
}
