import type { Labels } from "../labels.js";
import { everywhere, steps, type Keys } from "./pageBindings.js";

/** Keys that belong together. */
export interface KeyGroup {
  readonly group: keyof Labels["keys"]["groups"];
  readonly keys: readonly Keys[];
}

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] as const;

/** Of the views that show a map. */
const HEADS: readonly Keys[] = [
  { chords: ["PageUp", "PageDown"], does: "layerStep" },
  { chords: ["Shift+PageUp", "Shift+PageDown"], does: "headStep" },
];

/** Every key of the page, as the list of keys has them. Those of a view are used where the view has the focus. */
export const keyGroups: readonly KeyGroup[] = [
  { group: "everywhere", keys: everywhere },
  { group: "steps", keys: steps },
  {
    group: "map",
    keys: [
      { chords: ARROWS, does: "moveCell" },
      { chords: ["Home", "End"], does: "rowEnds" },
      { chords: ["Ctrl+Home", "Ctrl+End"], does: "mapEnds" },
      ...HEADS,
      { chords: ["Enter"], does: "keepAndShow" },
      { chords: ["Space"], does: "keepAlone" },
      { chords: ["Ctrl+Enter"], does: "keepToo" },
      { chords: ["+", "-"], does: "zoom" },
      { chords: ["0"], does: "zoomFit" },
    ],
  },
  {
    group: "thumbnails",
    keys: [
      { chords: ARROWS, does: "moveTile" },
      { chords: ["Enter"], does: "openHead" },
      { chords: ["Ctrl+Enter"], does: "addHead" },
    ],
  },
  {
    group: "lines",
    keys: [
      { chords: ARROWS, does: "moveEnd" },
      { chords: ["Home", "End"], does: "tokenEnds" },
      ...HEADS,
      { chords: ["Enter"], does: "keepTokenAndShow" },
      { chords: ["Space"], does: "keepToken" },
      { chords: ["Ctrl+Enter"], does: "keepTokenToo" },
    ],
  },
  {
    group: "text",
    keys: [
      { chords: ARROWS, does: "moveToken" },
      { chords: ["Home", "End"], does: "tokenEnds" },
      ...HEADS,
      { chords: ["Enter", "Space"], does: "keepToken" },
      { chords: ["Ctrl+Enter"], does: "keepTokenToo" },
    ],
  },
  {
    group: "table",
    keys: [
      { chords: ["ArrowUp", "ArrowDown"], does: "moveRow" },
      { chords: ["PageUp", "PageDown"], does: "tenRows" },
      { chords: ["Home", "End"], does: "tableEnds" },
      { chords: ["Enter"], does: "showToken" },
      { chords: ["Space"], does: "keepToken" },
      { chords: ["Ctrl+Space"], does: "keepTokenToo" },
    ],
  },
  {
    group: "divider",
    keys: [
      { chords: ARROWS, does: "moveDivider" },
      { chords: ["Home", "End"], does: "dividerEnds" },
    ],
  },
];
