import { fill, labels } from "../labels.js";
import type { ViewportControl } from "./useViewport.js";

/** How much one press of a button or key zooms. */
export const ZOOM_STEP = 1.5;

/** How what is zoomed is told to zoom. */
export type Zoom = Pick<ViewportControl, "zoomed" | "canZoomIn" | "zoomBy" | "zoomToFit">;

/** Buttons for what Ctrl and the wheel do. */
export function ZoomControls({ control }: { readonly control: Zoom }) {
  return (
    <div class="zoom" role="group" aria-label={labels.zoom}>
      <button
        type="button"
        class="tool"
        aria-label={labels.zoomOut}
        title={fill(labels.zoomTip, { does: labels.zoomOut, key: "−" })}
        disabled={!control.zoomed}
        onClick={() => control.zoomBy(1 / ZOOM_STEP)}
      >
        −
      </button>
      <button
        type="button"
        class="tool"
        title={fill(labels.zoomTip, { does: labels.zoomFitTip, key: "0" })}
        disabled={!control.zoomed}
        onClick={() => control.zoomToFit()}
      >
        {labels.zoomFit}
      </button>
      <button
        type="button"
        class="tool"
        aria-label={labels.zoomIn}
        title={fill(labels.zoomTip, { does: labels.zoomIn, key: "+" })}
        disabled={!control.canZoomIn}
        onClick={() => control.zoomBy(ZOOM_STEP)}
      >
        +
      </button>
    </div>
  );
}
