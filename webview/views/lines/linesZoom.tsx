import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { fill, labels } from "../../labels.js";
import type { LinesViewport } from "./useLinesViewport.js";

/** How much one press of a button or key zooms. */
const STEP = 1.5;

/** Zooms by + and −, and to fit by 0; true when the key was one of them. */
export function zoomLinesByKey(event: KeyboardEvent, viewport: LinesViewport): boolean {
  // With Ctrl they zoom the window, which is VS Code's.
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "+" || event.key === "=") viewport.zoomBy(STEP);
  else if (event.key === "-") viewport.zoomBy(1 / STEP);
  else if (event.key === "0") viewport.zoomToFit();
  else return false;
  return true;
}

/** Ctrl and the wheel zoom about the pointer. Preact's own listeners are passive here: the page itself would zoom too. */
export function useLinesWheel(scroller: RefObject<HTMLElement>, viewport: LinesViewport, mounted: boolean): void {
  const latest = useRef(viewport);
  latest.current = viewport;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const zoom = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      latest.current.zoomBy(Math.exp(-event.deltaY / 300), { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element.addEventListener("wheel", zoom, { passive: false });
    return () => element.removeEventListener("wheel", zoom);
  }, [mounted]);
}

/** Buttons for what those do. */
export function LinesZoom({ viewport }: { readonly viewport: LinesViewport }) {
  const buttons = [
    { name: labels.zoomOut, key: "−", text: "−", off: !viewport.zoomed, use: () => viewport.zoomBy(1 / STEP) },
    { name: labels.zoomFit, key: "0", text: labels.zoomFit, off: !viewport.zoomed, use: () => viewport.zoomToFit() },
    { name: labels.zoomIn, key: "+", text: "+", off: !viewport.canZoomIn, use: () => viewport.zoomBy(STEP) },
  ];
  return (
    <div class="zoom" role="group" aria-label={labels.zoom}>
      {buttons.map(({ name, key, text, off, use }) => (
        <button
          type="button"
          class="tool"
          key={key}
          aria-label={name}
          title={fill(labels.zoomTip, { does: name, key })}
          disabled={off}
          onClick={use}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
