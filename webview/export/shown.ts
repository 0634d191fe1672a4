import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import type { Figure } from "../../src/export/figure.js";
import type { TableChoice } from "../../src/protocol/exportProtocol.js";
import { PageContext } from "../state/pageContext.js";

/** What the open view shows, for who takes it out of the page. */
export interface Shown {
  /** The picture as it is on screen now; null while there is none. */
  figure(): Figure | null;
  /** The numbers that go with it. */
  table(): TableChoice;
}

/** Says what the view that calls it shows, as long as it is open. */
export function useShown(shown: Shown): void {
  const store = useContext(PageContext);
  const latest = useRef(shown);
  latest.current = shown;
  useLayoutEffect(() => {
    const open: Shown = { figure: () => latest.current.figure(), table: () => latest.current.table() };
    store.shown.set(open);
    return () => {
      if (store.shown.value === open) store.shown.set(null);
    };
  }, [store]);
}
