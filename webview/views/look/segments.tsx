import type { ComponentChild } from "preact";
import { useRef } from "preact/hooks";
import "./segments.css";

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly picked: T;
  readonly nameOf: (option: T) => ComponentChild;
  readonly titleOf?: (option: T) => string;
  /** What else a class is for. */
  readonly kind?: string;
  readonly onPick: (option: T) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** A few options side by side, one of which is picked: one tab stop, arrows pick. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  const { label, options, picked, nameOf, titleOf, kind = "", onPick } = props;
  const box = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    // With Alt an arrow goes back or forth.
    if (step === undefined || event.altKey) return;
    const next = (options.indexOf(picked) + step + options.length) % options.length;
    onPick(options[next]!);
    (box.current!.children[next] as HTMLElement).focus();
    event.preventDefault();
  };
  return (
    <div class={`segments ${kind}`} role="radiogroup" aria-label={label} ref={box} onKeyDown={onKeyDown}>
      {options.map((option) => (
        <button
          type="button"
          role="radio"
          key={option}
          aria-checked={option === picked}
          tabIndex={option === picked ? 0 : -1}
          title={titleOf?.(option)}
          onClick={() => onPick(option)}
        >
          {nameOf(option)}
        </button>
      ))}
    </div>
  );
}
