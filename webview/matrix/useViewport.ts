import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDevicePixelRatio } from "../theme/useTheme.js";
import type { Size } from "./useSize.js";
import { fitCells, scrollAfterZoom, scrollTo, whole, type Viewport } from "./viewport.js";

/** No cell is made larger than this by zooming, in CSS pixels. */
const LARGEST_ZOOMED = 48;
/** As `::-webkit-scrollbar` says in matrix.css. */
const SCROLLBAR = 10;

export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
  /** As in `Fit`. */
  readonly aspect: number;
  /** The largest cell of a matrix that fits, in CSS pixels. */
  readonly largest: number;
}

/** What the scrolled and zoomed matrix shows, and how to change that. */
export interface ViewportControl {
  readonly viewport: Viewport;
  readonly ratio: number;
  /** Size of the element that scrolls, scroll bars included. */
  readonly width: number;
  readonly height: number;
  /** Whether the matrix is larger than its room. */
  readonly zoomed: boolean;
  readonly canZoomIn: boolean;
  /** Multiplies the cells' size; what is at the anchor, in the viewport's pixels, stays there. */
  zoomBy(factor: number, anchor?: { readonly x: number; readonly y: number }): void;
  zoomToFit(): void;
  /** Scrolls so that a row and a column are on screen. */
  reveal(row: number | null, column: number | null): void;
  onScroll(): void;
}

/** Owns how far a matrix is zoomed and scrolled within `room`. */
export function useViewport(shape: MatrixShape, room: Size, scroller: RefObject<HTMLElement>): ViewportControl {
  const ratio = useDevicePixelRatio();
  const [zoom, setZoom] = useState(1);
  const [scrolled, setScrolled] = useState({ left: 0, top: 0 });
  const wanted = useRef<{ left: number; top: number } | null>(null);

  const fitted = fitCells({ ...shape, width: room.width, height: room.height, ratio });
  const smallest = Math.min(fitted.cellWidth, fitted.cellHeight);
  const largestZoom = Math.max(1, LARGEST_ZOOMED / smallest);
  const factor = Math.min(zoom, largestZoom);
  const zoomed = factor > 1;
  const cellWidth = zoomed ? whole(fitted.cellWidth * factor, ratio) : fitted.cellWidth;
  const cellHeight = zoomed ? whole(fitted.cellHeight * factor, ratio) : fitted.cellHeight;
  const bar = zoomed ? SCROLLBAR : 0;
  const width = Math.min(cellWidth * shape.columns, room.width - bar);
  const height = Math.min(cellHeight * shape.rows, room.height - bar);
  const left = Math.min(scrolled.left, Math.max(0, cellWidth * shape.columns - width));
  const top = Math.min(scrolled.top, Math.max(0, cellHeight * shape.rows - height));
  const viewport: Viewport = {
    rows: shape.rows,
    columns: shape.columns,
    cellWidth,
    cellHeight,
    left,
    top,
    width,
    height,
  };

  useLayoutEffect(() => {
    if (!wanted.current || !scroller.current) return;
    scroller.current.scrollTo(wanted.current);
    wanted.current = null;
  });

  // Several turns of a wheel may come before the page draws again: each builds on the one before.
  const live = useRef({ factor, cellWidth, cellHeight, left, top });
  live.current = { factor, cellWidth, cellHeight, left, top };

  const scroll = (to: { left: number; top: number }) => {
    wanted.current = to;
    setScrolled(to);
  };
  return {
    viewport,
    ratio,
    width: width + bar,
    height: height + bar,
    zoomed,
    canZoomIn: factor < largestZoom,
    zoomBy(by, anchor = { x: width / 2, y: height / 2 }) {
      const before = live.current;
      const next = Math.max(1, Math.min(largestZoom, before.factor * by));
      const cells = {
        cellWidth: whole(fitted.cellWidth * next, ratio),
        cellHeight: whole(fitted.cellHeight * next, ratio),
      };
      const to = {
        left: scrollAfterZoom(before.left, anchor.x, cells.cellWidth / before.cellWidth),
        top: scrollAfterZoom(before.top, anchor.y, cells.cellHeight / before.cellHeight),
      };
      live.current = { factor: next, ...cells, ...to };
      setZoom(next);
      scroll(to);
    },
    zoomToFit() {
      setZoom(1);
      scroll({ left: 0, top: 0 });
    },
    reveal(row, column) {
      const to = {
        left: column === null ? left : scrollTo(column, cellWidth, left, width),
        top: row === null ? top : scrollTo(row, cellHeight, top, height),
      };
      if (to.left !== left || to.top !== top) scroll(to);
    },
    onScroll() {
      const { scrollLeft, scrollTop } = scroller.current!;
      setScrolled((before) =>
        before.left === scrollLeft && before.top === scrollTop ? before : { left: scrollLeft, top: scrollTop },
      );
    },
  };
}
