import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDevicePixelRatio } from "../theme/useTheme.js";
import type { Size } from "./useSize.js";
import type { Pointed } from "./pointed.js";
import { fitCells, scrollTo, whole, type Viewport } from "./viewport.js";

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
  /**
   * Multiplies the cells' size; what is at the anchor, in the viewport's pixels, stays there. Without one the cell in hand
   * stays, or comes to the edge that it is beyond; without that, the middle.
   */
  zoomBy(factor: number, anchor?: Point): void;
  zoomToFit(): void;
  /** Scrolls so that a row and a column are on screen. */
  reveal(row: number | null, column: number | null): void;
  onScroll(): void;
}

/** Owns how far a matrix is zoomed and scrolled within `room`. @param inHand the cell that is zoomed about */
export function useViewport(
  shape: MatrixShape,
  room: Size,
  scroller: RefObject<HTMLElement>,
  inHand: () => Pointed,
): ViewportControl {
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
  /** Makes the cells larger; a point of the matrix, in its cells' size before, comes to stand at the anchor. */
  const zoomFrom = (by: number, anchor: Point, point: Point) => {
    const before = live.current;
    const next = Math.max(1, Math.min(largestZoom, before.factor * by));
    const cells = {
      cellWidth: whole(fitted.cellWidth * next, ratio),
      cellHeight: whole(fitted.cellHeight * next, ratio),
    };
    const to = {
      left: Math.max(0, point.x * (cells.cellWidth / before.cellWidth) - anchor.x),
      top: Math.max(0, point.y * (cells.cellHeight / before.cellHeight) - anchor.y),
    };
    live.current = { factor: next, ...cells, ...to };
    setZoom(next);
    scroll(to);
  };
  return {
    viewport,
    ratio,
    width: width + bar,
    height: height + bar,
    zoomed,
    canZoomIn: factor < largestZoom,
    zoomBy(by, anchor) {
      const before = live.current;
      if (anchor) return zoomFrom(by, anchor, { x: before.left + anchor.x, y: before.top + anchor.y });
      const { row, column } = inHand();
      const x = column === null ? before.left + width / 2 : (column + 0.5) * before.cellWidth;
      const y = row === null ? before.top + height / 2 : (row + 0.5) * before.cellHeight;
      zoomFrom(by, { x: within(x - before.left, width), y: within(y - before.top, height) }, { x, y });
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

interface Point {
  readonly x: number;
  readonly y: number;
}

function within(point: number, length: number): number {
  return Math.max(0, Math.min(length, point));
}
