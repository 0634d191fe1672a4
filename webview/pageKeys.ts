import { views } from "../src/protocol/look.js";
import type { Step } from "./state/pageModel.js";
import type { PageStore } from "./state/pageStore.js";

type Use = (store: PageStore) => void;

/** Keys that hold everywhere on the page; those that move the cell in hand belong to the views. */
const KEYS: Readonly<Record<string, Use>> = {
  "[": (store) => lookBeside(store, 0, -1),
  "]": (store) => lookBeside(store, 0, 1),
  "{": (store) => lookBeside(store, -1, 0),
  "}": (store) => lookBeside(store, 1, 0),
  Escape: (store) => store.model.value.look.pins.length > 0 && store.pin(null),
  ...Object.fromEntries(views.map((view, index) => [String(index + 1), (store: PageStore) => store.open(view)])),
};

const STEPS: Readonly<Record<string, Step>> = {
  "Ctrl+z": "undo",
  "Ctrl+Shift+Z": "redo",
  "Ctrl+Shift+z": "redo",
  "Ctrl+y": "redo",
  "Alt+ArrowLeft": "back",
  "Alt+ArrowRight": "forward",
};

/** What a key does that nothing on the page has used; true when it was one of the page's. */
export function pageKey(event: KeyboardEvent, store: PageStore): boolean {
  if (!store.model.value.traced || isWriting(event.target)) return false;
  const modifiers = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}`;
  const step = STEPS[`${modifiers}${event.shiftKey ? "Shift+" : ""}${event.key}`];
  // Alt Gr, by which many keyboards write brackets, is Ctrl and Alt.
  const use = modifiers === "" || event.getModifierState("AltGraph") ? KEYS[event.key] : undefined;
  if (step) store.take(step);
  else if (use) use(store);
  else return false;
  return true;
}

function lookBeside(store: PageStore, layers: number, heads: number): void {
  const { view } = store.model.value.look;
  store.lookAt({ ...view, layer: view.layer + layers, head: view.head + heads });
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}
