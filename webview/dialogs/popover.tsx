import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { focusable, keepFocusWithin } from "./focusWithin.js";
import "./popover.css";

interface PopoverProps {
  /** The button that it belongs to: it stands below, and gets the focus back. */
  readonly anchor: RefObject<HTMLElement>;
  readonly role: "dialog" | "menu";
  readonly label: string;
  /** A class of its own. */
  readonly kind: string;
  /** Whether it stands at the window's start, where it hides less of what it changes, and not at its button's. */
  readonly atStart?: boolean;
  /** What has the focus first, as a selector; else the first that can. */
  readonly first?: string | null;
  readonly onClose: () => void;
  /** A key that is not Tab or Escape. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ComponentChildren;
}

/** How near it comes to the window's edge, in CSS pixels. */
const BESIDE_WINDOW = 8;
const BELOW_ANCHOR = 4;
/** The least height worth scrolling in; where there is less room it covers its button. */
const LEAST_HEIGHT = 240;

/** What a button opens over the page. Tab stays within; Escape, and a press elsewhere, close it. */
export function Popover(props: PopoverProps) {
  const { anchor, role, label, kind, atStart = false, first = null, onClose, onKeyDown, children } = props;
  const box = useRef<HTMLDivElement>(null);
  // Whatever was drawn anew may have another size.
  useLayoutEffect(() => place(box.current!, anchor.current!, atStart));
  useLayoutEffect(() => {
    const again = () => place(box.current!, anchor.current!, atStart);
    window.addEventListener("resize", again);
    window.addEventListener("scroll", again, true);
    return () => {
      window.removeEventListener("resize", again);
      window.removeEventListener("scroll", again, true);
    };
  }, []);
  useLayoutEffect(() => {
    const wanted = first === null ? null : box.current!.querySelector<HTMLElement>(first);
    const target =
      (wanted && (wanted.matches(focusable) ? wanted : wanted.querySelector<HTMLElement>(focusable))) ?? null;
    (target ?? box.current!.querySelector<HTMLElement>(focusable) ?? box.current!).focus();
    wanted?.scrollIntoView({ block: "nearest" });
  }, [first]);
  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!box.current!.contains(target) && !anchor.current!.contains(target)) onClose();
    };
    document.addEventListener("pointerdown", pressed, true);
    return () => document.removeEventListener("pointerdown", pressed, true);
  }, [onClose]);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      anchor.current!.focus();
      onClose();
    } else if (event.key === "Tab") keepFocusWithin(box.current!, event);
    else onKeyDown?.(event);
  };
  return (
    <div ref={box} class={`popover ${kind}`} role={role} aria-label={label} tabIndex={-1} onKeyDown={keyDown}>
      {children}
    </div>
  );
}

/** Puts a popover below its button, within the window. */
function place({ style, offsetWidth }: HTMLElement, anchor: HTMLElement, atStart: boolean): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { left, bottom } = anchor.getBoundingClientRect();
  const top = Math.max(BESIDE_WINDOW, Math.min(bottom + BELOW_ANCHOR, clientHeight - BESIDE_WINDOW - LEAST_HEIGHT));
  const farthest = clientWidth - BESIDE_WINDOW - offsetWidth;
  style.maxHeight = `${clientHeight - BESIDE_WINDOW - top}px`;
  style.top = `${top}px`;
  style.left = `${Math.max(BESIDE_WINDOW, atStart ? 0 : Math.min(left, farthest))}px`;
}
