import { useState } from "preact/hooks";
import { fill, formatCount } from "../labels.js";
import { modelLabels } from "./modelLabels.js";

/** How many entries of a long list are drawn at a time: as many as a page draws at once without a stutter. */
const STEP = 250;

/** The first entries of a list, and how to have more of them: a page of thousands of rows would be slow. */
export function useFirst<T>(entries: readonly T[], first = STEP): { shown: readonly T[]; showMore: () => void } {
  const [count, setCount] = useState(first);
  return { shown: entries.slice(0, count), showMore: () => setCount(count + STEP) };
}

interface MoreProps {
  readonly shown: number;
  readonly listed: number;
  /** Of which the page was told only the first, `listed`. */
  readonly total: number;
  readonly onShow: () => void;
}

/** A button for the entries that are not drawn yet, and a word on those that never will be. */
export function More({ shown, listed, total, onShow }: MoreProps) {
  if (shown < listed) {
    const count = formatCount(Math.min(STEP, listed - shown));
    return (
      <button type="button" class="button secondary more" onClick={onShow}>
        {fill(modelLabels.more, { count })}
      </button>
    );
  }
  return total > listed ? (
    <p class="hint">{fill(modelLabels.leftOut, { count: formatCount(total - listed) })}</p>
  ) : null;
}
