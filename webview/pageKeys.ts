import { chordOf } from "./keys/chord.js";
import { pageBinding } from "./keys/pageBindings.js";
import type { PageStore } from "./state/pageStore.js";

/** What a key does that nothing on the page has used; true when it was one of the page's. */
export function pageKey(event: KeyboardEvent, store: PageStore): boolean {
  if (!store.model.value.traced || isWriting(event.target)) return false;
  const chord = chordOf(event);
  const binding = pageBinding(chord);
  binding?.use(store, chord);
  return binding !== undefined;
}

/** Whether keys are letters where the focus is; a slider, a box or a button takes none. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const field = target.closest("input, textarea, select, [contenteditable]");
  return field !== null && !field.matches("[type=range], [type=checkbox], [type=radio]");
}
