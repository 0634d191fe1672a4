import type { RefObject } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { LayerAndHead } from "../../../src/attention/headSet.js";
import type { Size } from "../../matrix/useSize.js";
import { useRamp } from "../../theme/useRamp.js";
import { ThemeContext, useDevicePixelRatio } from "../../theme/useTheme.js";
import { drawTiles, type TilesPicture, type TilesWindow } from "./drawTiles.js";
import { drawTileMarks, type TileMark } from "./tileMarks.js";
import { gridSize, type TileGeometry } from "./tileGeometry.js";

interface TilesCanvasProps {
  /** Whether they are the view that is open, not beside one that comes first. */
  readonly alone: boolean;
  /** Null while it is on its way; what is on the canvas stays. */
  readonly picture: TilesPicture | null;
  /** Where tiles stand, whether their picture is there or not. */
  readonly geometry: TileGeometry;
  readonly markOf: (head: LayerAndHead) => TileMark;
  /** What scrolls over the tiles, and its content's size. */
  readonly scroller: RefObject<HTMLElement>;
  readonly room: Size;
  readonly onDrawn: () => void;
}

/** The tiles that are on screen: the canvas is as large as its room, whatever is scrolled. */
export function TilesCanvas({ alone, picture, geometry, markOf, scroller, room, onDrawn }: TilesCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const theme = useContext(ThemeContext);
  const ramp = useRamp();
  const ratio = useDevicePixelRatio();
  const all = gridSize(geometry);
  const width = Math.max(1, Math.min(room.width, all.width) - geometry.left);
  const height = Math.max(1, Math.min(room.height, all.height) - geometry.top);
  const [window, tiles] = [{ width, height }, [picture, ramp, theme, ratio, onDrawn]];
  // Other weights in the same places, as after a filter, can wait until the open view is on screen.
  const places = JSON.stringify([geometry, width, height]);
  const drawnAt = useRef("");
  const canWait = !alone && drawnAt.current === places;
  const draw = (window: TilesWindow) => {
    if (!picture) return;
    const font = getComputedStyle(canvas.current!).fontFamily;
    drawTiles(canvas.current!, picture, window, ramp, theme, ratio, font);
    drawnAt.current = places;
    onDrawn();
  };
  useLayoutEffect(() => (canWait ? undefined : onWindow(scroller, window, draw)), [...tiles, width, height]);
  useEffect(() => (canWait ? onWindow(scroller, window, draw) : undefined), [...tiles, width, height]);
  // Apart from the tiles, which are many, and stay as they are when another head is looked at.
  useLayoutEffect(() => {
    if (!picture) return;
    return onWindow(scroller, window, (shown) => drawTileMarks(marks.current!, picture, markOf, shown, theme, ratio));
  }, [picture, markOf, theme, ratio, width, height]);
  const place = { left: `${geometry.left}px`, top: `${geometry.top}px` };
  // They take no room of their own: the cells stand over them.
  const size = { width: `${width}px`, height: `${height}px`, marginBottom: `${-height}px` };
  return (
    <>
      <canvas ref={canvas} class="thumbnails" style={{ ...place, ...size }} />
      <canvas ref={marks} class="tile-marks" style={{ ...place, ...size }} />
    </>
  );
}

/** Draws what is on screen of something that is scrolled over, now and when it is scrolled. @returns what stops it */
function onWindow(
  scroller: RefObject<HTMLElement>,
  { width, height }: Size,
  draw: (window: TilesWindow) => void,
): () => void {
  const scrolled = scroller.current!;
  const drawWindow = () => draw({ left: scrolled.scrollLeft, top: scrolled.scrollTop, width, height });
  drawWindow();
  scrolled.addEventListener("scroll", drawWindow);
  return () => scrolled.removeEventListener("scroll", drawWindow);
}
