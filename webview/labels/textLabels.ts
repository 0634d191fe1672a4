/** The words of the text view; `from` is what tokens attend to, `to` what attends to them. */
export const textLabels = {
  direction: "Which way the attention goes",
  directions: { from: "attends to", to: "attended by" },
  directionTips: {
    from: "Paints what the pinned tokens attend to",
    to: "Paints what attends to the pinned tokens",
  },
  combine: "Several pinned tokens",
  combinations: { sum: "Sum", mean: "Mean" },
  combinationTips: {
    sum: "Adds up the weights of the pinned tokens",
    mean: "Averages the weights of the pinned tokens",
  },
  pins: "Pinned tokens",
  unpin: "Let go of {token}",
  unpinAll: "Let go of all",
  morePins: "and {count} more",
  textOf: {
    source: "Source",
    target: "Target, as the decoder reads it",
    produced: "Target, as the decoder produces it",
  },
  listLabel: "Tokens of the text, painted by attention of {place}",
  listHint:
    "Arrow keys move between tokens; Enter pins one, with Ctrl one more; Escape lets go; a double click shows it in the editor.",
  hint: "Point at a token for what it attends to; click to keep it, Ctrl-click to add another.",
  hintTo: "Point at a token for what attends to it; click to keep it, Ctrl-click to add another.",
  loading: "Weights are on their way, {place}",
  attendedMost: "{key} is attended to most by {query} with {weight}, {place}",
  attendedByNothing: "{key} is attended to by nothing: every weight is 0, {place}",
  noWeightsTo: "{key} has no weights: every one is {weight}, {place}",
  queryAlone: "{query} as a query, {place}",
  several: {
    from: {
      sum: "The {count} pinned attend to {token} with {weight} in all, {place}",
      mean: "The {count} pinned attend to {token} with {weight} on average, {place}",
    },
    to: {
      sum: "{token} attends to the {count} pinned with {weight} in all, {place}",
      mean: "{token} attends to the {count} pinned with {weight} on average, {place}",
    },
  },
  severalMost: {
    from: {
      sum: "The {count} pinned attend most to {token}: {weight} in all, {place}",
      mean: "The {count} pinned attend most to {token}: {weight} on average, {place}",
    },
    to: {
      sum: "Of all, {token} attends most to the {count} pinned: {weight} in all, {place}",
      mean: "Of all, {token} attends most to the {count} pinned: {weight} on average, {place}",
    },
  },
  severalNothing: "Of the {count} pinned every weight is 0, {place}",
  severalNoWeights: "The {count} pinned have no weights: every one is {weight}, {place}",
  scaleTitle: "Weight in the text",
  unreadable: "{count} tokens: NaN or infinite, struck through",
  oneUnreadable: "1 token: NaN or infinite, struck through",
  unread: "Grey text was not read by the encoder.",
  /** Signs in the text: a wavy line below tokens, a line above them. */
  marks: {
    edited: "Wavy underline: edited since the run.",
    selected: "Line above: selected in the editor.",
  },
  markTips: { edited: "Edited since the run", selected: "Selected in the editor" },
  figureTitle: "Text painted by attention, {place}",
  /** Below the title of a picture without colours. */
  nothingPinned: "No token is pinned, so none is painted.",
};
