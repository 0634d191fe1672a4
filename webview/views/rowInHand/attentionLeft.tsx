import { faintRows, isFaint, leastLeft } from "../../../src/attention/attentionLeft.js";
import { fill, formatCount, formatShare, labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { useTensor } from "../../state/useTensor.js";

/** `[queries]` how much of each row's attention is left of the map in view; null if no key was dropped, or until it comes. */
export function useAttentionLeft(): Float32Array | null {
  const { model } = usePage();
  const { heads, recipe } = mapInView(model);
  return useTensor(recipe.dropSpecial ? model.tensors!.heatMap(heads, recipe) : null)?.left ?? null;
}

interface AttentionLeftProps {
  /** `[queries]` */
  readonly left: Float32Array | null;
  /** The queries in hand; none says how many rows of the map are grey. */
  readonly queries: readonly number[];
}

/** How much of their attention is left of the queries in hand, without the special tokens that were dropped. */
export function AttentionLeft({ left, queries }: AttentionLeftProps) {
  const text = leftText(left, queries);
  return text === null ? null : (
    <p class={`caption attention-left ${queries.some((query) => isFaint(left![query])) ? "faint" : ""}`}>{text}</p>
  );
}

/** The same as plain text; null if there is nothing to say. */
export function leftText(left: Float32Array | null, queries: readonly number[]): string | null {
  if (left === null) return null;
  const shares = queries.flatMap((query) => left[query] ?? []).filter(Number.isFinite);
  const least = formatShare(leastLeft);
  const [first] = shares;
  if (shares.length === 0 || first === undefined) {
    const count = faintRows(left);
    if (queries.length > 0 || count === 0) return null;
    return count === 1
      ? fill(labels.left.oneGrey, { least })
      : fill(labels.left.grey, { count: formatCount(count), least });
  }
  if (shares.length > 1) return fill(labels.left.several, { share: formatShare(Math.min(...shares)) });
  return fill(isFaint(first) ? labels.left.faint : labels.left.share, { share: formatShare(first) });
}
