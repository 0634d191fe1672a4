import { nothingPointed } from "../../matrix/pointed.js";
import { mapInView, tokenOf } from "../../state/mapInView.js";
import type { PageStore } from "../../state/pageStore.js";
import { pinnedCell } from "../rowInHand/cellInHand.js";

/** What keys do with the cell in hand beside moving it; true when the key was used. */
export function cellKey(event: KeyboardEvent, store: PageStore): boolean {
  const model = store.model.value;
  const { view } = model.look;
  const pinned = pinnedCell(model);
  const { row, column } = store.pointed.value;
  switch (event.key) {
    case "PageUp":
      store.lookAt(event.shiftKey ? { ...view, head: view.head - 1 } : { ...view, layer: view.layer - 1 });
      return true;
    case "PageDown":
      store.lookAt(event.shiftKey ? { ...view, head: view.head + 1 } : { ...view, layer: view.layer + 1 });
      return true;
    case "Enter":
    case " ": {
      const { queries, keys } = mapInView(model);
      const query = row ?? pinned.row;
      if (query === null) return false;
      if (row !== null) {
        const pin = { query: tokenOf(queries, row), key: column === null ? null : tokenOf(keys, column) };
        if (event.ctrlKey || event.metaKey) store.togglePin(pin);
        else store.pin(pin);
      }
      if (event.key === "Enter") store.reveal(tokenOf(queries, query), queries.side);
      return true;
    }
    case "Escape":
      if (model.look.pins.length === 0 && row === null && column === null) return false;
      if (model.look.pins.length > 0) store.pin(null);
      store.pointed.set(nothingPointed);
      return true;
    default:
      return false;
  }
}
