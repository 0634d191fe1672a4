import { useLayoutEffect } from "preact/hooks";
import { usePage } from "../../state/pageContext.js";
import { viewPainted } from "../../state/paintLedger.js";

/** In the making. */
export function TableView() {
  const { store, model } = usePage();
  const painted = viewPainted(model, "table");
  useLayoutEffect(() => store.ledger.painted(painted), [store, painted]);
  return null;
}
