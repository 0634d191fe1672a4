import { useState } from "preact/hooks";
import type { Gestures } from "./gestures.js";
import { stopOf, type Stops } from "./stops.js";

interface SliderAndNumberProps {
  readonly id: string;
  readonly label: string;
  readonly numberLabel: string;
  readonly description: string;
  readonly stops: Stops;
  readonly value: number | null;
  /** What stands for an empty number. */
  readonly off: number | null;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number | "any";
  /** What the number says where there is none. */
  readonly placeholder: string;
  /** The value in words. */
  readonly textOf: (value: number | null) => string;
  readonly gestures: Gestures;
  readonly onChange: (value: number | null) => void;
  /** The slider was let go of. */
  readonly onSettle: () => void;
}

/** A number by a slider, whose drag is one gesture, or typed. */
export function SliderAndNumber(props: SliderAndNumberProps) {
  const { id, stops, value, gestures, onChange, onSettle } = props;
  // What is typed stays as it is typed: "0.0" is on its way to 0.02.
  const [typed, setTyped] = useState<string | null>(null);
  // While it is dragged the slider is ahead of the page.
  const [dragged, setDragged] = useState<number | null>(null);
  const stop = dragged ?? stopOf(stops, value);
  const letGo = () => {
    gestures.release();
    setDragged(null);
    onSettle();
  };
  const type = (field: HTMLInputElement) => {
    setTyped(field.value);
    if (field.validity.valid && field.value !== "") onChange(field.valueAsNumber);
  };
  return (
    <div class="slider-and-number">
      <input
        type="range"
        aria-label={props.label}
        aria-describedby={props.description}
        aria-valuetext={props.textOf(stops[stop]!)}
        min={0}
        max={stops.length - 1}
        step={1}
        value={stop}
        onPointerDown={() => gestures.press()}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onInput={({ currentTarget }) => {
          setDragged(currentTarget.valueAsNumber);
          onChange(stops[currentTarget.valueAsNumber]!);
        }}
        onChange={letGo}
        onBlur={letGo}
      />
      <input
        type="number"
        id={id}
        aria-label={props.numberLabel}
        aria-describedby={props.description}
        min={props.minimum}
        max={props.maximum}
        step={props.step}
        placeholder={props.placeholder}
        value={typed ?? (dragged !== null ? stops[dragged] : value) ?? ""}
        onInput={({ currentTarget }) => type(currentTarget)}
        onBlur={({ currentTarget }) => {
          if (currentTarget.value === "" && currentTarget.validity.valid && value !== props.off) onChange(props.off);
          setTyped(null);
          onSettle();
        }}
      />
    </div>
  );
}
