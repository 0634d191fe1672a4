const widths = new WeakMap<readonly string[], Map<string, number>>();

/** The width of the widest label in a font, in CSS pixels. Measured once per set of labels and font. */
export function widestLabel(labels: readonly string[], font: string): number {
  const measured = widths.get(labels) ?? new Map<string, number>();
  widths.set(labels, measured);
  let widest = measured.get(font);
  if (widest === undefined) {
    const context = document.createElement("canvas").getContext("2d")!;
    context.font = font;
    widest = 0;
    for (const label of new Set(labels)) widest = Math.max(widest, context.measureText(label).width);
    measured.set(font, widest);
  }
  return widest;
}
