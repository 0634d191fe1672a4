/** The words of the table; `from` is a table of keys, `to` one of queries. */
export const tableLabels = {
  choose: { from: "Choose a query", to: "Choose a key" },
  chooseTip: "Type a token or its position; Enter takes it, Ctrl+Enter adds it to the others",
  matches: "Tokens that match",
  noMatch: "No token is called so.",
  hint: {
    from: "Choose a query above to see what it attends to, from the largest weight to the least.",
    to: "Choose a key above to see what attends to it, from the largest weight to the least.",
  },
  caption: {
    from: "What {token} attends to, {place}",
    to: "What attends to {token}, {place}",
  },
  captionOfSeveral: {
    from: {
      sum: "What the {count} pinned attend to in all, {place}",
      mean: "What the {count} pinned attend to on average, {place}",
    },
    to: {
      sum: "What attends to the {count} pinned in all, {place}",
      mean: "What attends to the {count} pinned on average, {place}",
    },
  },
  rank: "Rank",
  token: "Token",
  weight: "Weight",
  cumulative: "Cumulative",
  cumulativeTip: "The share of the whole weight that this row and the stronger ones have together",
  position: "Position",
  count: "Tokens",
  filter: "Find tokens",
  rows: "{count} rows, together {total}",
  someRows: "{count} of {of} rows",
  grid: "Up and Down move between rows; Enter shows the token in the editor, Space asks about it instead, with Ctrl beside the others.",
  row: "{rank}: {token}, position {position}, weight {weight}",
  unranked: "{token}, position {position}, weight {weight}",
  sortBy: "Sort by {column}",
  none: "n/a",
};
