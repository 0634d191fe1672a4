import { useRef } from "preact/hooks";
import { defaultPreferences } from "../src/protocol/defaultPreferences.js";
import { labels } from "./labels.js";
import { shareOfRoom, splitOfRoom, type Layout } from "./layout.js";
import { usePage } from "./state/pageContext.js";

/** The least share of the room that the overview has where it is shown at all, and the most. */
const LEAST = 0.15;
const MOST = 0.7;
const STEP = 0.03;

interface SplitterProps {
  /** In a wide one the panes stand side by side, else one above the other. */
  readonly layout: Layout;
}

/** Divides the room between the heads' overview and the view beside it; drawn to its edge, it hides the overview. */
export function Splitter({ layout }: SplitterProps) {
  const { store, model } = usePage();
  const bar = useRef<HTMLDivElement>(null);
  const { split } = model.look;
  const across = layout === "wide";
  const set = (share: number, gesture: string | null) => {
    const next = share < LEAST / 2 ? 0 : Math.max(LEAST, Math.min(MOST, share));
    if (next !== store.model.value.look.split) store.look({ split: next }, gesture);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!bar.current!.hasPointerCapture(event.pointerId)) return;
    const room = bar.current!.parentElement!.getBoundingClientRect();
    const share = across ? (event.clientX - room.left) / room.width : (event.clientY - room.top) / room.height;
    set(splitOfRoom(share, layout), "split");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const less = across ? "ArrowLeft" : "ArrowUp";
    const more = across ? "ArrowRight" : "ArrowDown";
    if (event.key === less) set(split - STEP < LEAST ? 0 : split - STEP, "split keys");
    else if (event.key === more) set(Math.max(LEAST, split + STEP), "split keys");
    else if (event.key === "Home") set(0, null);
    else if (event.key === "End") set(MOST, null);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={bar}
      class={`splitter ${across ? "across" : "down"}`}
      role="separator"
      tabIndex={0}
      aria-orientation={across ? "vertical" : "horizontal"}
      aria-label={across ? labels.splitter : labels.splitterDown}
      aria-valuenow={Math.round(100 * shareOfRoom(split, layout))}
      aria-valuemin={0}
      aria-valuemax={Math.round(100 * shareOfRoom(MOST, layout))}
      title={labels.splitterTip}
      onPointerDown={(event) => {
        bar.current!.setPointerCapture(event.pointerId);
        event.preventDefault();
        bar.current!.focus();
      }}
      onPointerMove={onPointerMove}
      onDblClick={() => set(defaultPreferences.split, null)}
      onKeyDown={onKeyDown}
    />
  );
}
