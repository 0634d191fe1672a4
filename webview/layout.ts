import { createContext } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * How the page is laid out: `wide` in two columns; `medium`, as beside an editor, with the thumbnails and the keys in hand
 * above the view; `narrow` in one column that scrolls, the view first. The first two fill the window, head and all.
 */
export type Layout = "wide" | "medium" | "narrow";

const WIDE = "(min-width: 840px)";
const MEDIUM = "(min-width: 480px) and (min-height: 640px)";

/** One above the other, the thumbnails have less of the height than they have of the width side by side: the view comes first. */
const MEDIUM_SHARE = 2 / 3;

/** The share of the room, in [0, 1], that a preferred `split` comes to in a layout. */
export function shareOfRoom(split: number, layout: Layout): number {
  return layout === "medium" ? split * MEDIUM_SHARE : split;
}

/** The `split` that comes to a share of the room in a layout; inverse of `shareOfRoom`. */
export function splitOfRoom(share: number, layout: Layout): number {
  return layout === "medium" ? share / MEDIUM_SHARE : share;
}

/** The layout in force, for what has to know its room. */
export const LayoutContext = createContext<Layout>("narrow");

/** The layout that the window has room for. */
export function useLayout(): Layout {
  const wide = useMedia(WIDE);
  const medium = useMedia(MEDIUM);
  return wide ? "wide" : medium ? "medium" : "narrow";
}

function useMedia(media: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(media).matches);
  useEffect(() => {
    const query = matchMedia(media);
    const changed = () => setMatches(query.matches);
    changed();
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [media]);
  return matches;
}
