import { ZoomControls } from "../../matrix/zoomControls.js";
import { useRef } from "preact/hooks";
import { MOST_LINES, type Preferences } from "../../../src/protocol/look.js";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { leastAt, leastPlace, leastText, LEAST_STEPS } from "./leastScale.js";
import type { LinesViewport } from "./useLinesViewport.js";

type LinesLook = Preferences["lines"];

/** How many lines there are, how strong they have to be, which way they run, and how large all is. */
export function LinesToolbar({ viewport }: { readonly viewport: LinesViewport }) {
  const { store, model } = usePage();
  const { most, least } = model.look.lines;
  const set = (lines: Partial<LinesLook>, gesture: string | null = null) =>
    store.look({ lines: { ...store.model.value.look.lines, ...lines } }, gesture);
  return (
    <div class="lines-toolbar">
      <Slider
        name="most"
        label={labels.lines.most}
        text={String(most)}
        value={most}
        least={1}
        most={MOST_LINES}
        onSlide={(value, gesture) => set({ most: value }, gesture)}
      />
      <Slider
        name="least"
        label={labels.lines.least}
        text={leastText(least)}
        value={leastPlace(least)}
        least={0}
        most={LEAST_STEPS}
        onSlide={(value, gesture) => set({ least: leastAt(value) }, gesture)}
      />
      <OrientationPicker onPick={(orientation) => set({ orientation })} />
      <ZoomControls control={viewport} />
    </div>
  );
}

interface SliderProps {
  readonly name: string;
  readonly label: string;
  /** The value as it is read. */
  readonly text: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** @param gesture one for a whole drag */
  readonly onSlide: (value: number, gesture: string) => void;
}

function Slider({ name, label, text, value, least, most, onSlide }: SliderProps) {
  const drags = useRef(0);
  return (
    <label class="lines-slider">
      <span>{label}</span>
      <input
        type="range"
        name={name}
        min={least}
        max={most}
        step={1}
        value={value}
        aria-valuetext={text}
        onInput={(event) => onSlide(Number(event.currentTarget.value), `lines.${name} ${drags.current}`)}
        // The drag is over, or the key was pressed.
        onChange={() => (drags.current += 1)}
      />
      <output>{text}</output>
    </label>
  );
}

function OrientationPicker({ onPick }: { readonly onPick: (orientation: LinesLook["orientation"]) => void }) {
  const { orientation: chosen } = usePage().model.look.lines;
  return (
    <div class="lines-orientation" role="group" aria-label={labels.lines.orientation}>
      {(["vertical", "horizontal"] as const).map((orientation) => (
        <button
          type="button"
          class="tool"
          key={orientation}
          aria-pressed={chosen === orientation}
          title={labels.lines.orientationTips[orientation]}
          onClick={() => onPick(orientation)}
        >
          {labels.lines.orientations[orientation]}
        </button>
      ))}
    </div>
  );
}

/** How many lines are drawn, of how many there would be if none were too weak. */
export function countText(shown: number, all: number, { least, most }: Pick<LinesLook, "least" | "most">): string {
  return fill(labels.lines.count, {
    shown: shown.toLocaleString("en"),
    all: all.toLocaleString("en"),
    least: leastText(least),
    most,
  });
}
