import { useContext, useMemo } from "preact/hooks";
import { LayoutContext } from "../../layout.js";
import type { Size } from "../../matrix/useSize.js";
import { useWindowHeight } from "../../matrix/useSize.js";
import type { MapInView } from "../../state/mapInView.js";
import { labelWidths, tokenFont } from "./labelWidths.js";
import type { Orientation } from "./linesGeometry.js";
import { extentOf, running, stacked, type SideLayout } from "./sideLayout.js";

/** From one token to the next where they stand one below the other, in CSS pixels. */
const ROW = 18;
/** Between tokens of running text, and the least room of one: a full stop is to be hit too. */
const SPACE = 8;
const NARROWEST = 10;
/** No label is longer in running text. */
export const LONGEST = 180;
/** Before the first token and after the last, whose labels reach over the ends where all are close together. */
export const padding = { vertical: 8, horizontal: 24 } as const;
/** What the keys' row is called, below it. */
const TITLE = 18;
/** Across running text: the token, and its weight beside it. */
const TEXT_ROW = 34;
/** Labels at either end of the lines take at most this share of the room, or so many pixels; but so many in any case. */
const MOST_SHARE = 0.28;
const MOST = 220;
const LEAST = 64;
/** Beside the longest token: its weight. */
const WEIGHT = 72;
/** Lines between two rows of text bend too steeply to follow where these are farther apart. */
const HIGHEST_GAP = 420;
/** And between two columns. */
const WIDEST_GAP = 620;
/** What is left of the window's height beside the picture where the page scrolls as a whole. */
const BESIDE = 170;
/** As `::-webkit-scrollbar` says in lines.css. */
export const SCROLLBAR = 10;

/** What does not change as one scrolls or zooms. */
export interface LinesRoom {
  readonly queries: SideLayout;
  readonly keys: SideLayout;
  /** Before zooming. */
  readonly extent: number;
  readonly length: number;
  readonly gap: number;
  readonly labels: number;
}

/** Where the sides stand in the room there is. */
export function useLinesRoom(map: MapInView, orientation: Orientation, size: Size | null): LinesRoom | null {
  const layout = useContext(LayoutContext);
  const windowHeight = useWindowHeight();
  const font = tokenFont();
  const { queries, keys } = map;
  return useMemo(() => {
    if (!size) return null;
    const height = layout === "narrow" ? Math.max(280, windowHeight - BESIDE) : size.height;
    const vertical = orientation === "vertical";
    const widths = [queries, keys].map(({ names }) => labelWidths(names.labels, font));
    const [ofQueries, ofKeys] = widths.map((all) =>
      vertical
        ? stacked(all.length, ROW)
        : running(
            all.map((width) => Math.min(LONGEST, Math.max(NARROWEST, width))),
            SPACE,
          ),
    ) as [SideLayout, SideLayout];
    const widest = Math.max(...widths.map((all) => all.reduce((most, width) => Math.max(most, width), 0)));
    const labels = vertical
      ? Math.ceil(Math.min(widest + WEIGHT, MOST, Math.max(LEAST, size.width * MOST_SHARE)))
      : TEXT_ROW;
    const across = (vertical ? size.width : height - TITLE) - SCROLLBAR - 2 * labels;
    return {
      queries: ofQueries,
      keys: ofKeys,
      extent: Math.max(extentOf(ofQueries), extentOf(ofKeys), 1),
      length: Math.max(40, (vertical ? height : size.width) - 2 * padding[orientation]),
      gap: Math.max(40, Math.min(across, vertical ? WIDEST_GAP : HIGHEST_GAP)),
      labels: Math.max(labels, vertical ? LEAST : TEXT_ROW),
    };
  }, [layout, windowHeight, font, queries, keys, orientation, size]);
}
