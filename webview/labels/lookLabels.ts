import type { Merge, Pooling, Scale, ScaledOver } from "../../src/attention/recipe.js";
import type { Combination } from "../../src/attention/headSet.js";
import type { Palette } from "../../src/protocol/look.js";

/** What the look bar says: which heads are looked at, and what was done to their weights. */
export const lookLabels = {
  bar: "What is looked at",
  recipe: "What was done to the weights, in this order",
  plain: "weights as computed",
  plainTip: "No weight was changed: every number is what the encoder computed",
  /** Of a step in the recipe. */
  openStep: "Change: {step}",
  dropStep: "Take away: {step}",

  filter: "Filter",
  filterTip: "What is done to the weights before they are shown ({key})",
  filterTitle: "What is done to the weights, in this order",
  coloursTitle: "How weights become colours",
  coloursNote: "Numbers stay as they are.",
  backToPlain: "Back to plain",

  dropSpecial: "Drop special tokens",
  dropSpecialTip:
    "Leaves out tokens that stand for no text and divides each row by what remains, so that it sums to 1 again.",
  dropSpecialStep: "special tokens dropped, rows sum to 1",

  merge: "Rows and columns",
  merges: {
    tokens: "Tokens",
    words: "Words",
    identifiers: "Identifiers",
    lines: "Lines",
  } satisfies Record<Merge, string>,
  mergeTip: "Of tokens that are merged the columns add up and the rows are averaged (Clark et al. 2019).",
  mergeSteps: {
    words: "words",
    identifiers: "identifiers",
    lines: "lines",
  } satisfies Record<Exclude<Merge, "tokens">, string>,

  threshold: "Least weight",
  thresholdTip: "Smaller weights count as 0; the others stay as they are, so that a row may sum to less than 1.",
  thresholdNumber: "Least weight, as a number",
  thresholdStep: "≥ {threshold}",
  everyWeight: "every weight",

  topK: "Strongest keys",
  topKTip: "Each query keeps so many keys, the strongest; its weights on the others count as 0.",
  topKNumber: "Strongest keys, as a number",
  topKStep: "top {count}",
  everyKey: "all keys",
  off: "all",

  scale: "Scale",
  scales: {
    squareRoot: "√",
    linear: "Linear",
    logarithmic: "Log",
  } satisfies Record<Scale, string>,
  scaleNames: {
    squareRoot: "Square root",
    linear: "Linear",
    logarithmic: "Logarithmic, over four decades",
  } satisfies Record<Scale, string>,
  scaledOver: "The last colour stands for",
  scaledOvers: {
    map: "Map’s largest",
    row: "Row’s largest",
  } satisfies Record<ScaledOver, string>,
  scaleTip:
    "A square root or a logarithm makes small weights visible; on a scale of its own every row has the last colour once.",
  scaleSteps: {
    squareRoot: { map: "√ scale, per head", row: "√ scale, per row" },
    linear: { map: "linear scale, per head", row: "linear scale, per row" },
    logarithmic: { map: "log scale, per head", row: "log scale, per row" },
  } satisfies Record<Scale, Record<ScaledOver, string>>,

  pooling: "Cells of thumbnails",
  poolings: { max: "Largest", mean: "Mean" } satisfies Record<Pooling, string>,
  poolingTip:
    "Beyond {size} tokens a thumbnail’s cell stands for a block of weights: the largest of them, or their mean.",
  poolingSteps: { max: "thumbnails: largest", mean: "thumbnails: mean" } satisfies Record<Pooling, string>,

  palette: "Palette",
  palettes: { theme: "Theme", viridis: "Viridis", cividis: "Cividis" } satisfies Record<Palette, string>,
  paletteTip:
    "Viridis and cividis read the same to the colour-blind. Positional encodings have signs, and colours that part at 0.",

  heads: "Heads shown together",
  headsInSet: "{count} heads",
  headsCombined: { mean: "{count} heads, mean", max: "{count} heads, maximum" } satisfies Record<Combination, string>,
  headsTip: "Which heads are shown together, and how they become one map",
  clearHeads: "Show the head in view alone",
  combine: "Become one map by",
  combinations: { mean: "Mean", max: "Maximum" } satisfies Record<Combination, string>,
  combineTip:
    "Each cell is the mean of the heads’ weights, or the largest of them. Heads are combined before anything else is done.",
  withoutHead: "Without layer {layer}, head {head}",
  moreHeads: "and {count} more",
  addHeads: "Ctrl and a click on a thumbnail adds a head, or takes it away.",
  addHeadsMac: "⌘ and a click on a thumbnail adds a head, or takes it away.",

  allBelow: "Every weight is below {threshold}: all are shown as 0.",
  showAllWeights: "Show every weight",
};
