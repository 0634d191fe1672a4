import { useCallback, useState } from "preact/hooks";

/** Draws the component again, for a reason that Preact does not see by itself. */
export function useRedraw(): () => void {
  const [, count] = useState(0);
  return useCallback(() => count((redraws) => redraws + 1), []);
}
