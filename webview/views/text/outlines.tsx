import { useLayoutEffect, useRef } from "preact/hooks";
import type { TextCursor } from "./textCursor.js";
import type { TextNodes } from "./textNodes.js";

/** More than anybody pins by hand; the rest are underlined alone. */
const MOST_OUTLINED = 100;

interface OutlinesProps {
  readonly nodes: TextNodes;
  /** What the outlines stand in, from its own corner on. */
  readonly content: HTMLElement;
  readonly pinned: { readonly text: number; readonly units: readonly number[] } | null;
  readonly cursor: TextCursor | null;
}

/**
 * Frames around the pinned units, the last of which comes into sight when it was pinned elsewhere, and around the one at the
 * cursor, which does when the keyboard moved it.
 */
export function Outlines({ nodes, content, pinned, cursor }: OutlinesProps) {
  const atCursor = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (cursor?.by === "keyboard") atCursor.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [cursor]);
  const pinnedLast = useRef<HTMLDivElement>(null);
  const last = pinned?.units.at(-1);
  useLayoutEffect(() => pinnedLast.current?.scrollIntoView({ block: "nearest", inline: "nearest" }), [last]);
  const corner = content.getBoundingClientRect();
  const frames = (text: number, unit: number, kind: "pinned" | "cursor") =>
    nodes.boxesOfUnit(text, unit).map(({ left, top, width, height }, line) => (
      <div
        key={`${kind} ${unit} ${line}`}
        ref={line > 0 ? null : kind === "cursor" ? atCursor : unit === last ? pinnedLast : null}
        class={`token-frame ${kind}`}
        style={{
          left: `${left - corner.left}px`,
          top: `${top - corner.top}px`,
          width: `${width}px`,
          height: `${height}px`,
        }}
      />
    ));
  return (
    <>
      {pinned?.units.slice(-MOST_OUTLINED).map((unit) => frames(pinned.text, unit, "pinned"))}
      {cursor && frames(cursor.text, cursor.unit, "cursor")}
    </>
  );
}
