import type { Observed } from "../state/observed.js";
import { cellAfterKey } from "./matrixKeys.js";
import type { Pointed } from "./pointed.js";
import type { ViewportControl } from "./useViewport.js";
import { ZOOM_STEP, type Zoom } from "./zoomControls.js";

/** Zooms by + and −, and to fit by 0; true when the key was one of them. */
export function zoomByKey(event: KeyboardEvent, control: Zoom): boolean {
  // With Ctrl they zoom the window, which is VS Code's.
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "+" || event.key === "=") control.zoomBy(ZOOM_STEP);
  else if (event.key === "-") control.zoomBy(1 / ZOOM_STEP);
  else if (event.key === "0") control.zoomToFit();
  else return false;
  return true;
}

/** Moves the cell in hand, and scrolls to it; true when the key was one that moves. */
export function moveByKey(
  event: KeyboardEvent,
  pointed: Observed<Pointed>,
  inHand: Pointed,
  control: ViewportControl,
): boolean {
  const cell = cellAfterKey(event, inHand, control.viewport);
  if (!cell) return false;
  pointed.set(cell);
  control.reveal(cell.row, cell.column);
  return true;
}

/** The cell that is pointed at, or else the pinned one. */
export function cellInHand({ row, column }: Pointed, pinned: Pointed): Pointed {
  return row === null && column === null ? pinned : { row, column };
}
