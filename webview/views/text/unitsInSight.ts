import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { TextNodes } from "./textNodes.js";

/** Units one after the other. */
export interface UnitRange {
  readonly first: number;
  /** One past the last. */
  readonly past: number;
}

/** How far beyond what is in sight a text is painted, in heights of what is in sight. */
const BEYOND = 1;

/**
 * The units of a text that are in sight, and some on either side: what a browser paints costs time though nobody sees it.
 * Null until the text stands in the document.
 */
export function useUnitsInSight(
  nodes: TextNodes | null,
  content: RefObject<HTMLElement>,
  text: number,
  count: number,
): UnitRange | null {
  const [range, setRange] = useState<UnitRange | null>(null);
  useLayoutEffect(() => {
    if (!nodes) return;
    const look = () => {
      const scroller = content.current!.parentElement!.getBoundingClientRect();
      const [top, bottom] = [Math.max(0, scroller.top), Math.min(window.innerHeight, scroller.bottom)];
      const beyond = BEYOND * Math.max(0, bottom - top);
      setRange((before) => {
        const seen = unitsBetween(nodes, text, count, top, bottom);
        if (before && before.first <= seen.first && before.past >= seen.past) return before;
        return unitsBetween(nodes, text, count, top - beyond, bottom + beyond);
      });
    };
    setRange(null);
    look();
    // The page itself scrolls where it is narrow.
    document.addEventListener("scroll", look, { capture: true, passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(content.current!);
    observer.observe(content.current!.parentElement!);
    return () => {
      document.removeEventListener("scroll", look, { capture: true });
      observer.disconnect();
    };
  }, [nodes, text, count]);
  return range;
}

/** The units of the lines between two heights of the window; lines follow one another down the page. */
function unitsBetween(nodes: TextNodes, text: number, count: number, top: number, bottom: number): UnitRange {
  const below = (height: number) => {
    let [low, high] = [0, count];
    while (low < high) {
      const unit = (low + high) >> 1;
      if (bottomOf(nodes, text, unit) > height) high = unit;
      else low = unit + 1;
    }
    return low;
  };
  return { first: below(top), past: Math.min(count, below(bottom) + LINE) };
}

/** Units that the last line may have beyond the one that was found: its own bottom is out of sight already. */
const LINE = 64;

/** A unit without room, as one of marks alone may be, stands where the one before it does. */
function bottomOf(nodes: TextNodes, text: number, unit: number): number {
  for (let at = unit; at >= 0; at--) {
    const box = nodes.boxesOfUnit(text, at).at(-1);
    if (box) return box.bottom;
  }
  return -Infinity;
}
