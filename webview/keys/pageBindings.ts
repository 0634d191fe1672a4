import { views } from "../../src/protocol/look.js";
import type { Labels } from "../labels.js";
import type { PageStore } from "../state/pageStore.js";
import type { Chord } from "./chord.js";

/** What some keys do. */
export interface Keys {
  /** Each of them does it; the first is the one to tell of. */
  readonly chords: readonly Chord[];
  readonly does: keyof Labels["keys"]["does"];
}

export interface Binding extends Keys {
  readonly use: (store: PageStore, chord: Chord) => void;
}

/** Keys that hold everywhere on the page, as they are listed. */
export const everywhere: readonly Binding[] = [
  { chords: ["?"], does: "help", use: (store) => store.dialog.set({ kind: "keys" }) },
  { chords: ["f"], does: "filter", use: (store) => openFilter(store) },
  {
    chords: views.map((_, index) => String(index + 1)),
    does: "views",
    use: (store, chord) => store.open(views[Number(chord) - 1]!),
  },
  { chords: ["["], does: "headBefore", use: (store) => lookBeside(store, 0, -1) },
  { chords: ["]"], does: "headAfter", use: (store) => lookBeside(store, 0, 1) },
  { chords: ["{"], does: "layerBefore", use: (store) => lookBeside(store, -1, 0) },
  { chords: ["}"], does: "layerAfter", use: (store) => lookBeside(store, 1, 0) },
  { chords: ["Escape"], does: "letGo", use: (store) => letGo(store) },
];

/** Steps back and forth. */
export const steps: readonly Binding[] = [
  { chords: ["Ctrl+z"], does: "undo", use: (store) => store.take("undo") },
  { chords: ["Ctrl+y", "Ctrl+Shift+z"], does: "redo", use: (store) => store.take("redo") },
  { chords: ["Alt+ArrowLeft"], does: "back", use: (store) => store.take("back") },
  { chords: ["Alt+ArrowRight"], does: "forward", use: (store) => store.take("forward") },
];

const byChord = new Map([...everywhere, ...steps].flatMap((binding) => binding.chords.map((key) => [key, binding])));

/** What a chord does wherever the focus is. */
export function pageBinding(chord: Chord): Binding | undefined {
  return byChord.get(chord);
}

function lookBeside(store: PageStore, layers: number, heads: number): void {
  const { view } = store.model.value.look;
  store.lookAt({ ...view, layer: view.layer + layers, head: view.head + heads });
}

/** The filters belong to weights, of which positional encodings have none. */
function openFilter(store: PageStore): void {
  if (store.model.value.look.open !== "positions") store.dialog.set({ kind: "filter", control: null });
}

function letGo(store: PageStore): void {
  if (store.model.value.look.pins.length > 0) store.pin(null);
}
