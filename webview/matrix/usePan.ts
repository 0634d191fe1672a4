import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const LEFT = 0;
const MIDDLE = 1;

/**
 * Drags a scrolled matrix with the middle button, or with the left one while the space bar is held over the focused grid.
 * A space bar that was held for nothing is a key like any other: it is handed on when it is let go.
 */
export function usePan(
  scroller: RefObject<HTMLElement>,
  mounted: boolean,
  onSpace: (event: KeyboardEvent) => void,
): void {
  const latest = useRef(onSpace);
  latest.current = onSpace;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const listening = new AbortController();
    const { signal } = listening;
    let held: "no" | "idle" | "used" = "no";
    let from: { readonly x: number; readonly y: number } | null = null;
    const setHeld = (now: typeof held) => {
      held = now;
      if (held === "no") delete element.dataset.pan;
      else element.dataset.pan = "ready";
    };
    const on = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(name, listener, { signal, capture: true });
    on("keydown", (event) => {
      if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (held === "no") setHeld("idle");
    });
    on("keyup", (event) => {
      if (event.key !== " " || held === "no") return;
      if (held === "idle") latest.current(event);
      setHeld("no");
    });
    on("blur", () => setHeld("no"));
    on("pointerdown", (event) => {
      if (event.button !== MIDDLE && !(event.button === LEFT && held !== "no")) return;
      // The middle button would scroll by itself.
      event.preventDefault();
      from = { x: event.clientX, y: event.clientY };
      element.setPointerCapture(event.pointerId);
      if (held === "idle") setHeld("used");
      element.dataset.pan = "dragging";
    });
    on("mousedown", (event) => event.button === MIDDLE && event.preventDefault());
    on("pointermove", (event) => {
      if (!from) return;
      event.stopPropagation();
      element.scrollBy(from.x - event.clientX, from.y - event.clientY);
      from = { x: event.clientX, y: event.clientY };
    });
    for (const name of ["pointerup", "pointercancel"] as const) {
      on(name, () => {
        from = null;
        setHeld(held);
      });
    }
    // What was dragged is not clicked.
    on("click", (event) => held === "used" && event.stopPropagation());
    return () => listening.abort();
  }, [mounted]);
}
