import { useEffect, useState } from "preact/hooks";
import { fill } from "../labels.js";
import { modelLabels } from "./modelLabels.js";

/** Milliseconds before it is said that the file is being read: sooner, it would only flicker. */
const DELAY = 400;

interface ReadingProps {
  readonly name: string;
  /** Whether there is nothing else on the page yet. */
  readonly isFirst: boolean;
}

/** Says that a file is being read, where that takes long. */
export function Reading({ name, isFirst }: ReadingProps) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), DELAY);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <div role="status">
      <div class="busy-bar" />
      <p class={isFirst ? "hint" : "unseen"}>{fill(modelLabels.reading, { name })}</p>
    </div>
  );
}
