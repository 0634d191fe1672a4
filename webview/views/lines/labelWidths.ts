const measured = new WeakMap<readonly string[], Map<string, Float64Array>>();

/** `[labels]` the width of each label in a font, in CSS pixels; measured once. */
export function labelWidths(labels: readonly string[], font: string): Float64Array {
  const fonts = measured.get(labels) ?? new Map<string, Float64Array>();
  measured.set(labels, fonts);
  let widths = fonts.get(font);
  if (!widths) {
    const context = document.createElement("canvas").getContext("2d")!;
    context.font = font;
    widths = Float64Array.from(labels, (label) => context.measureText(label).width);
    fonts.set(font, widths);
  }
  return widths;
}

/** The font of tokens. */
export function tokenFont(): string {
  return getComputedStyle(document.body).getPropertyValue("--token-font").trim() || "12px monospace";
}
