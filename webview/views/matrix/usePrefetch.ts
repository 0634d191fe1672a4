import { useEffect } from "preact/hooks";
import { oneHead } from "../../../src/attention/headSet.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";

/** Larger maps are not fetched before they are asked for, in cells. */
const LARGEST_PREFETCHED = 1 << 20;
/** The page has been looked at for so long, in milliseconds, before what may come next is fetched. */
const REST = 80;

/** Fetches the heads beside the one in view, which a key leads to, once that one is there. */
export function usePrefetch(ready: boolean): void {
  const { model } = usePage();
  const { look, tensors } = model;
  const { group, recipe, queries, keys } = mapInView(model);
  const wanted = ready && look.set.length === 1 && queries.count * keys.count <= LARGEST_PREFETCHED;
  useEffect(() => {
    if (!wanted) return;
    const { layer, head } = look.view;
    const beside = [
      { layer, head: head + 1 },
      { layer, head: head - 1 },
      { layer: layer + 1, head },
      { layer: layer - 1, head },
    ].filter((one) => one.layer >= 0 && one.layer < group.layers && one.head >= 0 && one.head < group.heads);
    const timer = setTimeout(() => {
      // What fails here is asked for again, and told, when it is looked at.
      for (const one of beside) {
        const map = tensors!.heatMap(oneHead({ group: group.group, ...one }), recipe);
        if (!map.held()) map.load().catch(() => undefined);
      }
    }, REST);
    return () => clearTimeout(timer);
  }, [wanted, look.view, tensors, group, recipe]);
}
