import { useContext, useEffect, useReducer } from "preact/hooks";
import type { Tensor } from "./heldTensors.js";
import { PageContext } from "./pageContext.js";

/** The tensor if it is in hand; else null, and the page draws again when it has come. A failure becomes the page's. */
export function useTensor<T>(tensor: Tensor<T> | null): T | null {
  const store = useContext(PageContext);
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  const held = tensor?.held() ?? null;
  useEffect(() => {
    if (!tensor || tensor.held() !== undefined) return;
    let wanted = true;
    tensor.load().then(
      () => wanted && redraw(),
      (failure: unknown) => wanted && store.fail(failure),
    );
    return () => {
      wanted = false;
    };
  }, [tensor?.key, store]);
  return held;
}
