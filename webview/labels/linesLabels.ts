/** Words of the lines from queries to keys. */
export const linesLabels = {
  picture: "Lines of {place}: {queries} queries, {keys} keys",
  hint: "Point at a token for its lines, or at a line for its weight; click to keep it.",
  keysHint:
    "Arrow keys move along a side and to the other side, Page Up and Page Down between layers, with Shift between heads; Enter keeps the token and shows it in the editor, with Ctrl beside those kept before; Escape lets go.",
  most: "Lines a query",
  least: "At least",
  orientation: "Direction",
  orientations: { vertical: "Columns", horizontal: "Rows" },
  orientationTips: {
    vertical: "Queries and keys in two columns, one token a line",
    horizontal: "Queries and keys in two rows, as running text",
  },
  heads: "Heads",
  switchOn: "{head}: show its lines too",
  switchOff: "{head}: do not show its lines",
  moreHeads: "and {count} more",
  layerAndHeadShort: "L{layer} H{head}",
  /** A weight at the end of a line, where several heads are shown. */
  weightOfHead: "{weight} H{head}",
  weightOfLayerAndHead: "{weight} L{layer} H{head}",
  count: "{shown} of {all} lines: at least {least}, {most} a query",
  strongestDrawn: "Of {of} lines the strongest {count} are drawn.",
  /** Above an exported picture. */
  figureTitle: "{source}: lines of {place}, {queries} queries, {keys} keys",
  figureTitleOfHeads: "{source}: lines of {count} heads, each by itself, {queries} queries, {keys} keys",
  queries: "queries",
  keys: "keys",
  queriesOf: { source: "source queries", target: "target queries", produced: "→ produced (read)" },
  keysOf: { source: "source keys", target: "target keys", produced: "produced keys" },
  attendedMost: "{key} is attended to most by {query} with {weight}, {place}",
  attendedByNothing: "{key} is attended to by nothing: every weight is 0, {place}",
  noWeightsTo: "{key} has no weights: every one is {weight}, {place}",
  strongestFrom: "{query}: its strongest line leads to {key} with {weight}, {place}",
  strongestTo: "{key}: its strongest line comes from {query} with {weight}, {place}",
  noLineFrom: "{query}: no line leads from it",
  noLineTo: "{key}: no line leads to it",
};
