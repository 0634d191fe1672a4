import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface TokenOptionProps {
  readonly list: RefObject<HTMLElement>;
  readonly text: string;
  /** From 0. */
  readonly place: number;
  readonly count: number;
  readonly pinned: boolean;
  /** What the token is marked for. */
  readonly mark: string | undefined;
}

/** The list of tokens as a screen reader has it: the one at the cursor, named by the sentence about it. */
export function TokenOption({ list, text, place, count, pinned, mark }: TokenOptionProps) {
  // A new id for every sentence: that of the same token in another head is to be read as well.
  const sentence = useRef({ text: "", serial: 0 });
  if (text !== sentence.current.text) sentence.current = { text, serial: sentence.current.serial + 1 };
  const id = `token-${sentence.current.serial}`;
  useLayoutEffect(() => list.current?.setAttribute("aria-activedescendant", id), [id, list]);
  return (
    <div
      role="option"
      class="unseen"
      id={id}
      key={id}
      aria-selected={pinned}
      aria-description={mark}
      aria-posinset={place + 1}
      aria-setsize={Math.max(1, count)}
    >
      {text}
    </div>
  );
}
