import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { fill, formatCount, labels } from "../../labels.js";
import { useSize } from "../../matrix/useSize.js";
import type { Ramp } from "../../theme/ramp.js";
import { ThemeContext } from "../../theme/useTheme.js";
import "./legend.css";

interface LegendProps {
  readonly title: string;
  /** The whole scale in words. */
  readonly description: string;
  readonly ramp: Ramp;
  /** What stands under the start, the middle and the end. */
  readonly ticks: readonly [string, string, string];
  /** Where on the scale, in [0, 1], the value in hand is. */
  readonly marker: number | null;
  /** How many cells have no number; they are hatched. */
  readonly unreadable?: number;
}

/** Nearer than this, in CSS pixels, ticks would read as one number: the middle one gives way. */
const TICK_GAP = 6;
/** A digit's width in the ticks' font, in CSS pixels. */
const DIGIT = 6.4;

/** What the colours mean. */
export function Legend({ title, description, ramp, ticks, marker, unreadable = 0 }: LegendProps) {
  const theme = useContext(ThemeContext);
  const canvas = useRef<HTMLCanvasElement>(null);
  const row = useRef<HTMLDivElement>(null);
  const room = useSize(row);
  const middle = room === null || touches(ticks, room.width) ? "hidden" : "visible";
  useLayoutEffect(() => {
    const image = new ImageData(256, 1);
    new Uint32Array(image.data.buffer).set(ramp);
    canvas.current!.getContext("2d")!.putImageData(image, 0, 0);
  }, [ramp, theme]);
  const hatched = unreadable === 1 ? labels.oneUnreadable : fill(labels.unreadable, { count: formatCount(unreadable) });
  const inWords = unreadable > 0 ? fill(labels.scaleBesides, { scale: description, unreadable: hatched }) : description;
  return (
    <div class="legend" role="img" aria-label={inWords} title={inWords}>
      <span class="legend-title">{title}</span>
      <div class="legend-scale">
        <div class="legend-bar">
          <canvas ref={canvas} width={256} height={1} />
          {marker !== null && <span class="legend-marker" style={{ left: `${100 * marker}%` }} />}
        </div>
        <div class="legend-ticks" ref={row}>
          {ticks.map((tick, place) => (
            <span key={place} style={place === 1 ? { visibility: middle } : undefined}>
              {tick}
            </span>
          ))}
        </div>
        {unreadable > 0 && (
          <div class="legend-unreadable">
            <span class="legend-hatching" />
            {hatched}
          </div>
        )}
      </div>
    </div>
  );
}

/** Whether the middle tick comes too near another one. Reckoned, for asking the page would have it laid out at once. */
function touches([start, middle, end]: LegendProps["ticks"], width: number): boolean {
  const left = (width - middle.length * DIGIT) / 2;
  return left < Math.max(start.length, end.length) * DIGIT + TICK_GAP;
}
