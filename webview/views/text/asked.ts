import { useMemo } from "preact/hooks";
import { pinnedAttention } from "../../../src/attention/pinnedAttention.js";
import type { Direction } from "../../../src/protocol/look.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { useTensors } from "./useTensors.js";

/** The units whose attention is shown: those that are pinned, or the one that is pointed at. */
export interface Asked {
  readonly direction: Direction;
  /** One at least; of `askedAxis`. */
  readonly units: readonly number[];
  readonly pinned: boolean;
}

/**
 * `[units of answeringAxis]` the exact weights from, or to, what is asked about; null until they come, and where nothing
 * is asked. The same array as long as they are the same.
 */
export function useAskedWeights(asked: Asked | null): Float32Array | null {
  const { model } = usePage();
  const { heads, recipe } = mapInView(model);
  const tensors = model.tensors!;
  const vectors = useTensors(
    (asked?.units ?? []).map((unit) =>
      asked!.direction === "from" ? tensors.row(heads, recipe, unit) : tensors.column(heads, recipe, unit),
    ),
  );
  const { combine } = model.look.text;
  return useMemo(() => (vectors?.length ? pinnedAttention(vectors, combine) : null), [vectors, combine]);
}
