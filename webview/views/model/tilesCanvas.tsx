import type { RefObject } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import type { Size } from "../../matrix/useSize.js";
import { useRamp } from "../../theme/useRamp.js";
import { ThemeContext, useDevicePixelRatio } from "../../theme/useTheme.js";
import { drawTiles, type TilesPicture } from "./drawTiles.js";
import { gridSize } from "./tileGeometry.js";

interface TilesCanvasProps {
  /** Null while it is on its way; what is on the canvas stays. */
  readonly picture: TilesPicture | null;
  /** What scrolls over the tiles, and its content's size. */
  readonly scroller: RefObject<HTMLElement>;
  readonly room: Size;
  readonly onDrawn: () => void;
}

/** The tiles that are on screen: the canvas is as large as its room, whatever is scrolled. */
export function TilesCanvas({ picture, scroller, room, onDrawn }: TilesCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useContext(ThemeContext);
  const ramp = useRamp();
  const ratio = useDevicePixelRatio();
  const geometry = picture?.geometry;
  const all = geometry ? gridSize(geometry) : room;
  const width = Math.max(1, Math.min(room.width, all.width) - (geometry?.left ?? 0));
  const height = Math.max(1, Math.min(room.height, all.height) - (geometry?.top ?? 0));
  useLayoutEffect(() => {
    if (!picture) return;
    const font = getComputedStyle(canvas.current!).fontFamily;
    const draw = () => {
      const { scrollLeft: left, scrollTop: top } = scroller.current!;
      drawTiles(canvas.current!, picture, { left, top, width, height }, ramp, theme, ratio, font);
    };
    draw();
    onDrawn();
    const scrolled = scroller.current!;
    scrolled.addEventListener("scroll", draw);
    return () => scrolled.removeEventListener("scroll", draw);
  }, [picture, width, height, ramp, theme, ratio, scroller, onDrawn]);
  const place = { left: `${geometry?.left ?? 0}px`, top: `${geometry?.top ?? 0}px` };
  // It takes no room of its own: the cells stand over it.
  const size = { width: `${width}px`, height: `${height}px`, marginBottom: `${-height}px` };
  return <canvas ref={canvas} class="thumbnails" style={{ ...place, ...size }} />;
}
