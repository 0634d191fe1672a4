import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface FactProps {
  readonly text: string;
  /** More about it, shown on hover and on focus; Escape hides it. */
  readonly tip?: ComponentChildren;
  /** What the text has a sign for: that something is proven, or that it is to be doubted. */
  readonly mark?: keyof typeof SIGNS;
}

/** How near a tooltip comes to the window's edge, in CSS pixels. */
const BESIDE_WINDOW = 8;

const SIGNS = { proven: "✓", warning: "⚠" };

/** One fact of the header. */
export function Fact({ text, tip = null, mark }: FactProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const tooltip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (open) keepInWindow(tooltip.current!);
  }, [open]);
  if (tip === null) return <li class="plain-fact">{text}</li>;
  return (
    <li onPointerEnter={() => setOpen(true)} onPointerLeave={() => setOpen(false)}>
      <button
        type="button"
        class={`fact ${mark ?? ""}`}
        aria-describedby={id}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
      >
        {mark && (
          <span class="sign" aria-hidden="true">
            {SIGNS[mark]}
          </span>
        )}
        <span class="fact-text">{text}</span>
      </button>
      <span ref={tooltip} class="tip" role="tooltip" id={id} hidden={!open}>
        {tip}
      </span>
    </li>
  );
}

/** Moves a tooltip to the left as far as it would stick out of the window on the right. */
function keepInWindow(tooltip: HTMLElement): void {
  tooltip.style.left = "0";
  const out = tooltip.getBoundingClientRect().right - (document.documentElement.clientWidth - BESIDE_WINDOW);
  if (out > 0) tooltip.style.left = `${-out}px`;
}
