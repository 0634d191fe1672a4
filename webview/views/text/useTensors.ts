import { useContext, useEffect, useRef } from "preact/hooks";
import type { Tensor } from "../../state/heldTensors.js";
import { PageContext } from "../../state/pageContext.js";
import { useRedraw } from "../../state/useRedraw.js";

/** Several tensors once all of them are in hand; null until then. A failure becomes the page's. */
export function useTensors<T>(tensors: readonly Tensor<T>[]): readonly T[] | null {
  const store = useContext(PageContext);
  const redraw = useRedraw();
  const key = tensors.map((tensor) => tensor.key).join("\n");
  // Kept here too: of more than the page holds, the first would be gone when the last comes.
  const kept = useRef<{ readonly key: string; readonly all: readonly T[] | null }>({ key: "", all: [] });
  if (kept.current.key !== key) {
    const held = tensors.flatMap((tensor) => tensor.held() ?? []);
    kept.current = { key, all: held.length === tensors.length ? held : null };
  }
  useEffect(() => {
    if (kept.current.all !== null) return;
    let wanted = true;
    Promise.all(tensors.map((tensor) => tensor.load())).then(
      (all) => {
        if (!wanted) return;
        kept.current = { key, all };
        redraw();
      },
      (failure: unknown) => wanted && store.fail(failure),
    );
    return () => {
      wanted = false;
    };
  }, [key, store]);
  return kept.current.all;
}
