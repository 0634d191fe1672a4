import type { HeadStatistic } from "../../src/attention/headStatistics.js";
import type { Pooling, Scale } from "../../src/attention/recipe.js";

/** What the overview of all heads says. */
export const headsLabels = {
  sortBy: "Sort by",
  byPlace: "Layer and head",
  statistics: {
    entropy: "Entropy",
    largest: "Largest weight",
    distance: "Distance",
    previous: "Token before",
    next: "Token after",
    same: "Itself",
    special: "Special tokens",
  } satisfies Record<HeadStatistic, string>,
  /** Each is a mean over queries, of the weights as the encoder computed them. */
  statisticTips: {
    entropy:
      "How evenly a query spreads its attention: −Σ w ln w in nats, the mean over queries. 0 is all on one key. Of weights as computed.",
    largest: "A query’s largest weight, the mean over queries (Voita et al. 2019). Of weights as computed.",
    distance:
      "How far away a query looks: Σ w · |query − key| in tokens, the mean over queries (Vig and Belinkov 2019). Of weights as computed.",
    previous: "The weight on the token before the query, the mean over queries. Of weights as computed.",
    next: "The weight on the token after the query, the mean over queries. Of weights as computed.",
    same: "The weight of a query on itself, the mean over queries. Of weights as computed.",
    special: "The weight on special tokens, the mean over queries (Clark et al. 2019). Of weights as computed.",
  } satisfies Record<HeadStatistic, string>,
  byPlaceTip: "A row a layer, a column a head",
  largestFirst: "Largest first; press for smallest first",
  smallestFirst: "Smallest first; press for largest first",
  /** Under a tile. */
  tileName: "L{layer} H{head}",
  together: "All together",
  togetherTip: "Show all heads together in the other views",
  wholeLayer: "Show all heads of layer {layer} together; with Ctrl, add them to those shown",
  pooled: {
    max: "A cell is the largest weight of its block of tokens.",
    mean: "A cell is the mean weight of its block of tokens.",
  } satisfies Record<Pooling, string>,
  notPooled: "A cell is one weight.",
  ownScale: {
    squareRoot: "Each head has a square-root scale of its own.",
    linear: "Each head has a linear scale of its own.",
    logarithmic: "Each head has a logarithmic scale of its own, over four decades.",
  } satisfies Record<Scale, string>,
  ownRowScale: {
    squareRoot: "Each row of a head has a square-root scale of its own.",
    linear: "Each row of a head has a linear scale of its own.",
    logarithmic: "Each row of a head has a logarithmic scale of its own, over four decades.",
  } satisfies Record<Scale, string>,
  /** At the end of the scale: of each head its own. */
  largestOfEach: "largest of each",
  /** Titles of pictures that are taken out. */
  figureTitle: "Attention of {layers} layers with {heads} heads each",
  figureSorted: "Attention of {layers} layers with {heads} heads each, sorted by: {statistic}",
};

/** What the large map says beside its cells. */
export const mapLabels = {
  rowTitle: "Each row is a query: the token that attends",
  producedRowTitle: "Each row is a step of the decoder: → the token that it produces (the token that it reads)",
  columnTitle: "Each column is a key: the token that is attended to",
  rowSum: "{query}: its row adds up to {sum}",
  columnSum: "{key}: its column adds up to {sum}",
  noSum: "n/a ({sum})",
  /** At the end of a scale that each row has of its own. */
  largestOfRow: "largest of each row",
};
