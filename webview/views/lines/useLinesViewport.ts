import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { middleOf, type SideLayout } from "./sideLayout.js";

/** Sides that have room to spare are stretched so far, and no farther: two tokens need not fill a screen. */
const MOST_STRETCHED = 1.6;
const LARGEST_ZOOM = 3;

/** How far the sides are zoomed and scrolled, and how to change that. */
export interface LinesViewport {
  readonly zoom: number;
  readonly scrolled: number;
  /** Whether there is more than fits. */
  readonly zoomed: boolean;
  readonly canZoomIn: boolean;
  /** Multiplies the zoom; what is at the anchor, in the picture's pixels, stays there. */
  zoomBy(factor: number, anchor?: { readonly x: number; readonly y: number }): void;
  /** Everything at once. */
  zoomToFit(): void;
  /** Scrolls so that a unit is on screen. */
  reveal(side: SideLayout, unit: number): void;
  onScroll(): void;
}

/**
 * Owns how far the sides are zoomed and scrolled. At first labels have their full size, and what does not fit is scrolled to.
 *
 * @param extent the longer side's length before zooming; `length` is the room there is
 */
export function useLinesViewport(
  extent: number,
  length: number,
  across: boolean,
  scroller: RefObject<HTMLElement>,
): LinesViewport {
  const [chosen, setChosen] = useState<number | null>(null);
  const [place, setPlace] = useState(0);
  const wanted = useRef<number | null>(null);
  const fit = Math.min(MOST_STRETCHED, length / extent);
  const largest = Math.max(LARGEST_ZOOM, fit);
  const zoom = chosen === null ? Math.max(1, fit) : Math.max(fit, Math.min(largest, chosen));
  const scrolled = Math.max(0, Math.min(place, extent * zoom - length));
  useLayoutEffect(() => {
    if (wanted.current === null || !scroller.current) return;
    scroller.current.scrollTo(across ? { left: wanted.current } : { top: wanted.current });
    wanted.current = null;
  });
  // Several turns of a wheel may come before the page draws again: each builds on the one before.
  const live = useRef({ zoom, scrolled });
  live.current = { zoom, scrolled };
  const scroll = (to: number) => {
    wanted.current = to;
    setPlace(to);
  };
  return {
    zoom,
    scrolled,
    zoomed: zoom > fit,
    canZoomIn: zoom < largest,
    zoomBy(factor, anchor = { x: length / 2, y: length / 2 }) {
      const before = live.current;
      const next = Math.max(fit, Math.min(largest, before.zoom * factor));
      const at = across ? anchor.x : anchor.y;
      const to = Math.max(0, ((before.scrolled + at) * next) / before.zoom - at);
      live.current = { zoom: next, scrolled: to };
      setChosen(next);
      scroll(to);
    },
    zoomToFit() {
      setChosen(fit);
      scroll(0);
    },
    reveal(side, unit) {
      const size = (side.starts[unit + 1]! - side.starts[unit]!) * zoom;
      const middle = middleOf(side, unit, zoom, scrolled);
      const [before, after] = [middle - size / 2, middle + size / 2 - length];
      if (before < 0) scroll(scrolled + before);
      else if (after > 0) scroll(Math.min(scrolled + after, scrolled + before));
    },
    onScroll() {
      const { scrollLeft, scrollTop } = scroller.current!;
      setPlace(across ? scrollLeft : scrollTop);
    },
  };
}
