let context: CanvasRenderingContext2D | null = null;

/** The width of a text in a font, in CSS pixels. */
function widthOf(text: string, font: string): number {
  context ??= document.createElement("canvas").getContext("2d")!;
  context.font = font;
  return context.measureText(text).width;
}

/** As much of a text as is at most so wide, in CSS pixels; what is left out shows as "…". */
export function cutToWidth(text: string, width: number, font: string): string {
  if (widthOf(text, font) <= width) return text;
  const points = Array.from(text);
  let [low, high] = [0, points.length - 1];
  while (low < high) {
    const half = (low + high + 1) >> 1;
    if (widthOf(`${points.slice(0, half).join("")}…`, font) <= width) low = half;
    else high = half - 1;
  }
  return `${points.slice(0, low).join("")}…`;
}

/** A text as lines at most so wide, in CSS pixels, broken at spaces; a word that is wider is cut. One line at least. */
export function wrapped(text: string, width: number, font: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer, font) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((one) => cutToWidth(one, width, font));
}
