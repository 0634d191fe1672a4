import { useContext, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useObserved } from "../../state/observed.js";
import { PageContext } from "../../state/pageContext.js";
import { inHandOf, linesInHand } from "./inHand.js";
import { LinesPainter } from "./linesPainter.js";
import type { LinesPictureProps } from "./linesPicture.js";

/** The lines themselves. */
export function LinesCanvas({ shown, geometry, ratio, pinned, isolated, onDrawn }: LinesPictureProps) {
  const store = useContext(PageContext);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useMemo(() => new LinesPainter(), []);
  const pointed = useObserved(store.pointed);
  const head = useObserved(isolated);
  useLayoutEffect(() => {
    const picture = { ...shown, geometry, ratio, among: null, stress: "base" } as const;
    painter.show(canvas.current!, picture, () => onDrawn(shown));
  }, [painter, shown, geometry, ratio, onDrawn]);
  useLayoutEffect(() => {
    const among = linesInHand(shown.lines, inHandOf(pinned, pointed), head);
    painter.emphasize(among && { ...shown, geometry, ratio, among, stress: "focus" });
  }, [painter, shown, geometry, ratio, onDrawn, pinned, pointed, head]);
  useLayoutEffect(() => () => painter.stop(), [painter]);
  const { orientation, gap, length, labels } = geometry;
  const place =
    orientation === "vertical"
      ? { left: `${labels}px`, top: "0", width: `${gap}px`, height: `${length}px` }
      : { left: "0", top: `${labels}px`, width: `${length}px`, height: `${gap}px` };
  return <canvas ref={canvas} class="lines-canvas" style={place} />;
}
