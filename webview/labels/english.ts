import type { Scale } from "../../src/attention/recipe.js";
import type { View } from "../../src/protocol/look.js";
import type { PositionKind, PositionPart, PositionPlace } from "../../src/attention/positions.js";
import { exportLabels, historyLabels } from "./exportLabels.js";
import { headsLabels, mapLabels } from "./headsLabels.js";
import { keyLabels } from "./keyLabels.js";
import { leftLabels } from "./leftLabels.js";
import { linesLabels } from "./linesLabels.js";
import { lookLabels } from "./lookLabels.js";
import { tableLabels } from "./tableLabels.js";
import { textLabels } from "./textLabels.js";
import { standaloneLabels } from "./standaloneLabels.js";

/**
 * Every word the page shows, as templates with `{slots}` so that another language may order them otherwise. Layers and
 * heads are counted from 1 for people.
 */
export const english = {
  attention: "Attention",
  positionalEncoding: "Positional encoding",
  viewsOfTrace: "Views of the trace",
  views: {
    model: "Model",
    matrix: "Matrix",
    lines: "Lines",
    text: "Text",
    table: "Table",
    positions: "Positional encoding",
  } satisfies Record<View, string>,
  /** With the key that opens it. */
  viewTip: "{view} ({key})",
  steps: {
    undo: "Undo ({key})",
    redo: "Redo ({key})",
    back: "Back ({key})",
    forward: "Forward ({key})",
  },
  stepsTitle: "Steps",
  splitter: "Width of the heads’ overview",
  splitterDown: "Height of the heads’ overview",
  showOverview: "Show all heads beside the view",
  hideOverview: "Hide the overview of all heads",
  look: lookLabels,
  history: historyLabels,
  exports: exportLabels,
  keys: keyLabels,
  splitterTip: "Drag, or press the arrow keys; double-click puts it back",

  tokenCount: "{count} tokens",
  oneToken: "1 token",
  sourceAndTarget: "{source} → {target} tokens",
  sourceAndTargetTip:
    "Tokens of the source, which the encoder reads: {source}. Of the target, the decoder’s: {target}.",
  oneNote: "1 note",
  notes: "{count} notes",
  layersAndHeads: "{layers} × {heads} heads",
  layersAndHeadsSpoken: "{layers} layers with {heads} heads each",
  milliseconds: "{milliseconds} ms",
  timings: "Tokenizing took {tokenize} ms, the encoder’s run {run} ms.",
  timingsWithLoad: "Opening the encoder took {load} ms, tokenizing {tokenize} ms, the encoder’s run {run} ms.",
  cpu: "CPU",
  cuda: "CUDA",
  webgpu: "WebGPU",
  coreml: "Core ML",
  dml: "DirectML",
  cudaPassedOver: "CUDA was not to be had here, so the CPU ran it ({reason}).",
  ranPartly: "{provider} ran {reason}.",
  /** With the facts that are known, in this order, between commas. */
  encoderFacts: "{encoder}: {facts}.",
  layersFact: "{layers} layers",
  headsFact: "{heads} heads",
  headsFactWithWidth: "{heads} heads of width {headDimension}",
  dimensionFact: "d = {dimension}",
  trainedFact: "trained on up to {trainedLength} tokens",
  untrainedFact: "trained length unknown",

  proven: "proven to {error}",
  someRowsSealed: "Checked were {checked} of each head's {of} rows, evenly spread.",
  sealed:
    "The attention shown is what the encoder computed with: in each of its {count} sites probabilities × V equals the operator’s own result to {context}, and rows sum to 1 to {rows}. Up to {tolerance} passes.",
  unproven: "unproven: {error} in {layer}",
  unprovenSite: "unproven: {layer}",
  unprovenAll: "unproven",
  andOthers: "{short} and {count} more",
  unsealed:
    "{unproven} of {count} sites could not be proven to show what the encoder computed with: probabilities × V should equal the operator’s own result, and rows sum to 1, to {tolerance}.",
  nothingSealed: "There was nothing to compare the attention with.",
  oneEmptyRow: "1 row attends to nothing: all its keys are masked.",
  emptyRows: "{count} rows attend to nothing: all their keys are masked.",
  unprovenFigure: "{layer}: off by {error}. {reason}",
  unprovenReason: "{layer}: {reason}",
  moreSites: "and {count} more",
  layerAlone: "layer {layer}",
  layersOf: { encoder: "encoder layer {layer}", decoder: "decoder layer {layer}", cross: "cross layer {layer}" },

  groups: "Which attention",
  groupNames: { encoder: "Encoder", decoder: "Decoder", cross: "Cross: target → source" },
  groupTips: {
    encoder: "The encoder’s own attention: from the source to the source",
    decoder:
      "The decoder’s own attention: from each token that it produces to the start token and the target before it",
    cross: "The decoder’s attention to what the encoder read: from each token that it produces to the source",
  },

  heads: headsLabels,
  left: leftLabels,
  map: mapLabels,
  allHeads: "All heads",
  layerShort: "L{layer}",
  headShort: "H{head}",
  layer: "Layer",
  head: "Head",
  layerNumber: "Layer {layer}",
  headNumber: "Head {head}",
  layerAndHead: "Layer {layer}, head {head}",
  thumbnail: "Layer {layer}, head {head}: largest weight {weight}",
  thumbnailCaption: "L{layer} H{head} · largest weight {weight}",

  /** A head in a sentence: where there is one group alone, and where a group has to be named. */
  place: "layer {layer} head {head}",
  placeOf: {
    encoder: "encoder layer {layer} head {head}",
    decoder: "decoder layer {layer} head {head}",
    cross: "cross layer {layer} head {head}",
  },
  /** Several heads in a sentence. */
  headsCombined: { mean: "mean of {count} heads", max: "maximum of {count} heads" },
  headsOf: {
    encoder: { mean: "mean of {count} encoder heads", max: "maximum of {count} encoder heads" },
    decoder: { mean: "mean of {count} decoder heads", max: "maximum of {count} decoder heads" },
    cross: { mean: "mean of {count} cross heads", max: "maximum of {count} cross heads" },
  },
  headMap: "Attention of {place}: {queries} queries down, {keys} keys across",
  // A no-break space before each arrow.
  queriesDown: "query\u00a0↓",
  keysAcross: "key\u00a0→",
  queriesDownOf: {
    source: "source query\u00a0↓",
    target: "target query\u00a0↓",
    produced: "→ produced (read)\u00a0↓",
  },
  keysAcrossOf: {
    source: "source key\u00a0→",
    target: "target key\u00a0→",
    produced: "produced key\u00a0→",
  },
  attends: "{query} attends to {key} with {weight}, {place}",
  attendsMost: "{query} attends most to {key} with {weight}, {place}",
  attendsSoon: "{query} attends to {key}, {place}",
  attendsToNothing: "{query} attends to nothing: every weight is 0, {place}",
  noWeights: "{query} has no weights: every one is {weight}, {place}",
  keyAlone: "{key} as a key, {place}",
  tokenAt: "{token} #{position}",
  hint: "Point at a cell for its weight; click to keep its row.",
  gridHint:
    "Arrow keys move between cells, Page Up and Page Down between layers, with Shift between heads; Enter keeps the row and shows the token in the editor.",
  strongestKeys: "{query} attends most to",
  strongestKeysHint: "The five keys that a query attends to most appear here.",
  oneRemaining: "1 other key",
  remaining: "{count} other keys",
  rowAlone: "{query} as a query",
  everyWeightZero: "Nothing: every weight is 0, as where all keys are masked.",
  everyWeightUnreadable: "Every weight of this row is {weight}.",
  pinned: "Kept",
  unpin: "Let go of this row (Escape)",
  reveal: "Show in the editor",
  editedSince: "Edited since the run",
  isSpecial: "Stands for no text in the editor",

  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoomFit: "Fit",
  zoomFitTip: "Show the whole map",
  zoom: "Zoom",
  /** What a button does, and the key that does it too. */
  zoomTip: "{does} ({key})",

  /** In place of a weight or a value that is none. */
  noNumber: "n/a",
  noNumberOf: "n/a ({value})",

  scales: {
    squareRoot: "Attention weight, square-root scale from 0 to {maximum}",
    linear: "Attention weight, linear scale from 0 to {maximum}",
    logarithmic: "Attention weight, logarithmic scale over four decades up to {maximum}; what is less looks like 0",
  } satisfies Record<Scale, string>,
  scaleTitle: "Weight",
  rowScaleTitle: "Weight, each row on its own scale",
  /** Where its numbers are those of the row that is pointed at or kept. */
  rowInHandScaleTitle: "Weight, scale of the row in hand",
  unreadable: "{count} cells: NaN or infinite",
  oneUnreadable: "1 cell: NaN or infinite",
  /** A scale, and which cells are not on it. */
  scaleBesides: "{scale}; {unreadable}",
  noPositions: "None found: this encoder adds no positional encoding to its tokens.",
  noPositionsBecause: "None found: {reason}",
  positionsScale: "Value, from −{maximum} to {maximum}",
  positionsScaleTitle: "Value",
  positionsMap: "Positional encoding, {name}: {count} rows, {dimension} columns",
  encodingName: "{kind}: {part}",
  positionKinds: {
    learned: "Learned",
    sinusoidal: "Sinusoidal",
    rotary: "Rotary",
    relative: "Relative",
    alibi: "ALiBi",
    disentangled: "Disentangled",
  } satisfies Record<PositionKind, string>,
  positionParts: {
    encoding: "positions",
    cosine: "cosine",
    sine: "sine",
    angle: "angle in radians",
    queryBefore: "query before",
    queryAfter: "query after",
    bias: "bias",
    relativeTable: "distances",
  } satisfies Record<PositionPart, string>,
  positionPlaces: {
    embeddings: "Added to the embeddings before {layers}; in the graph: {name}",
    "queries and keys": "Queries and keys of {layers} are rotated by it; in the graph: {name}",
    scores: "Added to the scores of {layers}; in the graph: {name}",
  } satisfies Record<PositionPlace, string>,
  distanceTable: "Embeddings of distances, for the scores of {layers}; in the graph: {name}",
  rotationEffect: "What the rotation makes of the queries of {layers}; in the graph: {name}",
  oneLayer: "layer {layer}",
  someLayers: "layers {layers}",
  positionAndDimension: "position {position}, dimension {dimension}: {value}",
  positionToken: "position {position} ({token}), dimension {dimension}: {value}",
  positionAlone: "position {position} ({token})",
  dimensionAlone: "dimension {dimension}",
  positionHints: {
    encoding: "Point at a cell for its value. Each row is what was added to the token at that position.",
    cosine: "Point at a cell for its value. Each row is for the token at that position.",
    sine: "Point at a cell for its value. Each row is for the token at that position.",
    angle: "Point at a cell for its value. Each row says how far each pair of dimensions is turned at that position.",
    queryBefore: "Point at a cell for its value. Each row is a token’s query before it is rotated.",
    queryAfter: "Point at a cell for its value. Each row is a token’s query after it is rotated.",
    bias: "Point at a cell for its value: what is added to the score of a query and a key.",
    relativeTable: "Point at a cell for its value. Each row is the embedding of a distance.",
  } satisfies Record<PositionPart, string>,
  biasCell: "query {position} ({token}), key {dimension} ({key}): {value}",
  biasOfKey: "every query, key {dimension} ({key}): {value}",
  tableCell: "row {position}, dimension {dimension}: {value}",
  tableRowAlone: "row {position}",
  biasKeyAlone: "key {dimension} ({key})",
  everyQuery: "every query",
  distancesDown: "distance\u00a0↓",
  positionsDown: "position\u00a0↓",
  dimensionsAcross: "dimension\u00a0→",
  positionsGridHint: "Arrow keys move between cells.",

  emptyTitle: "See what a transformer attends to",
  emptyText:
    "Select text in an editor and run Show Attention. With no selection, the paragraph at the cursor is taken.",
  emptyShortcut: "Or press {shortcut}, or pick Show Attention from the editor’s context menu.",
  /** As package.json binds it: chords with spaces between them. */
  shortcut: "Ctrl+K Alt+A",
  shortcutMac: "⌘K ⌥A",
  showAttention: "Show Attention",
  showLog: "Show Log",
  dismiss: "Dismiss",
  restoring: "Bringing back {title}…",
  loading: "Loading…",

  lines: linesLabels,
  text: textLabels,
  table: tableLabels,
  standalone: standaloneLabels,
};
