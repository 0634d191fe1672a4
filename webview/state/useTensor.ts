import { useContext, useLayoutEffect } from "preact/hooks";
import type { Tensor } from "./heldTensors.js";
import { PageContext } from "./pageContext.js";
import { useRedraw } from "./useRedraw.js";

/** The tensor if it is in hand; else null, and the page draws again when it has come. A failure becomes the page's. */
export function useTensor<T>(tensor: Tensor<T> | null): T | null {
  const store = useContext(PageContext);
  const redraw = useRedraw();
  const held = tensor?.held() ?? null;
  // Asked for before the frame is drawn that waits for it, not after.
  useLayoutEffect(() => {
    // What came between the rendering and this effect, for another view, is loaded at once and drawn all the same.
    if (!tensor || held !== null) return;
    const controller = new AbortController();
    const { signal } = controller;
    tensor.load(signal).then(
      () => signal.aborted || redraw(),
      (failure: unknown) => signal.aborted || store.fail(failure),
    );
    return () => controller.abort();
  }, [tensor?.key, store]);
  return held;
}
