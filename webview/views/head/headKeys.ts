import { nothingPointed } from "../../matrix/pointed.js";
import { groupInView } from "../../state/groupInView.js";
import type { PageStore } from "../../state/pageStore.js";

/** What keys do on a head's map beside moving; true when the key was used. */
export function headKey(event: KeyboardEvent, store: PageStore): boolean {
  const { view, pinned } = store.model.value;
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
      const query = row ?? pinned?.query;
      if (query === undefined) return false;
      if (row !== null) store.pin({ query: row, key: column });
      if (event.key === "Enter") store.reveal(query, groupInView(store.model.value).group.queries);
      return true;
    }
    case "Escape":
      if (!pinned && row === null) return false;
      store.pin(null);
      store.pointed.set(nothingPointed);
      return true;
    default:
      return false;
  }
}
