import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { HeadPlace as PlaceInTrace } from "../../../src/attention/traceGroup.js";
import { fill, labels } from "../../labels.js";
import { headNumberStep, LAYER_LABELS, type TileGeometry } from "./tileGeometry.js";

/** A head of the group on show. */
export type HeadPlace = Omit<PlaceInTrace, "group">;

interface HeadsGridProps {
  readonly geometry: TileGeometry;
  readonly view: HeadPlace;
  readonly nameOf: (place: HeadPlace) => string;
  readonly onOpen: (place: HeadPlace) => void;
  /** The head under the pointer or the focus. */
  readonly onHint: (place: HeadPlace | null) => void;
  /** The picture below the cells. */
  readonly children: ComponentChildren;
}

const STEPS: Readonly<Record<string, readonly [layers: number, heads: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-Infinity, 0],
  PageDown: [Infinity, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** The thumbnails as a grid of cells to choose from: one tab stop, arrows move within, Enter opens. */
export function HeadsGrid({ geometry, view, nameOf, onOpen, onHint, children }: HeadsGridProps) {
  const { layers, heads, tile, gap } = geometry;
  const grid = useRef<HTMLDivElement>(null);
  const [roving, setRoving] = useState<HeadPlace | null>(null);
  const stop = roving ?? view;
  useLayoutEffect(() => {
    if (roving) grid.current!.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [roving]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) setRoving({ layer: within(stop.layer + step[0], layers), head: within(stop.head + step[1], heads) });
    else if (event.key === "Enter" || event.key === " ") onOpen(stop);
    else return;
    event.preventDefault();
  };
  const numbers = headNumberStep(geometry);
  const columns = { gridTemplateColumns: `${LAYER_LABELS}px repeat(${heads}, ${tile}px)`, columnGap: `${gap}px` };
  const short = tile + gap < 26;
  return (
    <div
      class="heads-grid"
      role="grid"
      ref={grid}
      aria-label={labels.allHeads}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        if (grid.current!.contains(event.relatedTarget as Node | null)) return;
        setRoving(null);
        onHint(null);
      }}
      onPointerLeave={() => onHint(null)}
    >
      <div role="row" class="heads-row numbers" style={columns}>
        <span role="columnheader">
          <span class="unseen">{labels.layer}</span>
        </span>
        {Array.from({ length: heads }, (_, head) => (
          <span role="columnheader" key={head}>
            <span class="unseen">{fill(labels.headNumber, { head: head + 1 })}</span>
            <span aria-hidden="true">
              {head % numbers === 0 ? (short ? head + 1 : fill(labels.headShort, { head: head + 1 })) : ""}
            </span>
          </span>
        ))}
      </div>
      <div class="heads-body" role="presentation" style={{ rowGap: `${gap}px` }}>
        {children}
        {Array.from({ length: layers }, (_, layer) => (
          <div role="row" class="heads-row" key={layer} style={{ ...columns, height: `${tile}px` }}>
            <span role="rowheader">{fill(labels.layerShort, { layer: layer + 1 })}</span>
            {Array.from({ length: heads }, (_, head) => (
              <div
                role="gridcell"
                key={head}
                class="head-cell"
                tabIndex={stop.layer === layer && stop.head === head ? 0 : -1}
                aria-selected={view.layer === layer && view.head === head}
                aria-label={nameOf({ layer, head })}
                data-layer={layer}
                data-head={head}
                onClick={() => {
                  setRoving({ layer, head });
                  onOpen({ layer, head });
                }}
                onPointerEnter={() => onHint({ layer, head })}
                onFocus={() => onHint({ layer, head })}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function within(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
