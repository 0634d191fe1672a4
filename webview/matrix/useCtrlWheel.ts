import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Zoom } from "./zoomControls.js";

/** Ctrl and the wheel zoom about the pointer. Preact's own listeners are passive here: the page itself would zoom too. */
export function useCtrlWheel(scroller: RefObject<HTMLElement>, control: Zoom, mounted: boolean): void {
  const latest = useRef(control);
  latest.current = control;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const zoom = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const anchor = { x: event.clientX - box.left, y: event.clientY - box.top };
      latest.current.zoomBy(Math.exp(-event.deltaY / 300), anchor);
    };
    element.addEventListener("wheel", zoom, { passive: false });
    return () => element.removeEventListener("wheel", zoom);
  }, [mounted]);
}
