/**
 * Every word the page shows, as templates with `{slots}` so that another language may order them otherwise. Layers and
 * heads are counted from 1 for people.
 */
export const labels = {
  attention: "Attention",
  positionalEncoding: "Positional encoding",
  sections: "Views of the trace",

  tokenCount: "{count} tokens",
  oneToken: "1 token",
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
  encoderFacts:
    "{name} {version}: {layers} layers, {heads} heads of width {headDimension}, d = {dimension}; trained on up to {trainedLength} tokens.",

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
  ownScale: "Each head on its own scale",

  headMap: "Attention of layer {layer}, head {head}: {queries} queries down, {keys} keys across",
  queriesDown: "query ↓",
  keysAcross: "key →",
  attends: "{query} attends to {key} with {weight}, layer {layer} head {head}",
  attendsMost: "{query} attends most to {key} with {weight}, layer {layer} head {head}",
  attendsSoon: "{query} attends to {key}, layer {layer} head {head}",
  keyAlone: "{key} as a key, layer {layer} head {head}",
  tokenAt: "{token} #{position}",
  hint: "Point at a cell for its weight; click to keep its row.",
  gridHint:
    "Arrow keys move between cells, Page Up and Page Down between layers, with Shift between heads; Enter keeps the row and shows the token in the editor.",
  strongestKeys: "{query} attends most to",
  strongestKeysHint: "The five keys that a query attends to most appear here.",
  remaining: "{count} other keys",
  pinned: "Kept",
  unpin: "Let go of this row (Escape)",
  reveal: "Show in the editor",
  editedSince: "Edited since the run",
  isSpecial: "Stands for no text",

  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoomFit: "Fit",
  zoomFitTip: "Show the whole map",
  zoom: "Zoom",

  scale: "Attention weight, square-root scale from 0 to {maximum}",
  scaleTitle: "Weight",
  noPositions: "This encoder adds no positional encoding to its tokens.",
  positionsScale: "Value, from −{maximum} to {maximum}",
  positionsScaleTitle: "Value",
  positionsMap: "Positional encoding: {count} positions down, {dimension} dimensions across",
  positionAndDimension: "position {position}, dimension {dimension}: {value}",
  positionToken: "position {position} ({token}), dimension {dimension}: {value}",
  positionAlone: "position {position} ({token})",
  dimensionAlone: "dimension {dimension}",
  positionsHint: "Point at a cell for its value. Each row is what was added to the token at that position.",
  positionsDown: "position ↓",
  dimensionsAcross: "dimension →",
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
} as const;

/** Fills a template's slots. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : slot,
  );
}

/** A weight to three significant digits, written without an exponent. */
export function formatWeight(weight: number): string {
  if (weight === 0) return "0";
  if (weight < 1e-6) return "< 0.000001";
  return weight.toPrecision(3);
}

/** A signed value to three significant digits, with a true minus sign. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  const digits =
    size === 0 ? "0" : size < 1e-6 ? "0.000001" : size >= 1000 ? String(Math.round(size)) : size.toPrecision(3);
  return value < 0 ? `−${digits}` : digits;
}

/** A count with its thousands apart. */
export function formatCount(count: number): string {
  return count.toLocaleString("en");
}
