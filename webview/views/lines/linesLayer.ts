import { dashes, FAINT_COLOUR, type HeadLook } from "./headColours.js";
import { type HeadLines } from "./headLines.js";
import { endsOf, type LinesGeometry } from "./linesGeometry.js";
import { LEAVING, leaves, linesInSight, strokesOf, type Stress, type Stroke } from "./lineStrokes.js";

/** Hairlines that are drawn within half a frame. */
const LINES_A_STEP = 1200;

/** What a layer is a picture of. */
export interface LayerPicture {
  readonly lines: HeadLines;
  /** Indices of lines in rising order; null for all. */
  readonly among: Int32Array | null;
  readonly looks: readonly HeadLook[];
  readonly geometry: LinesGeometry;
  readonly stress: Stress;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/**
 * A picture of lines on a canvas of its own, without labels. Many lines are drawn step by step, the strongest first and each
 * later one beneath: the page stays awake meanwhile, and what matters is there at once.
 */
export class LinesLayer {
  readonly canvas = document.createElement("canvas");
  #picture: LayerPicture | null = null;
  #inSight: Int32Array = new Int32Array(0);
  #strokes: readonly Stroke[] = [];
  #drawn = 0;

  /** Whether every line is drawn. */
  get done(): boolean {
    return this.#drawn === this.#inSight.length;
  }

  /** How many lines can be seen. */
  get count(): number {
    return this.#inSight.length;
  }

  /** Begins another picture. */
  begin(picture: LayerPicture): void {
    const { lines, geometry, among, stress, ratio } = picture;
    const { orientation, gap, length } = geometry;
    const [width, height] = orientation === "vertical" ? [gap, length] : [length, gap];
    clearedTo(this.canvas, width * ratio, height * ratio);
    this.#picture = picture;
    this.#inSight = linesInSight(lines, geometry, among);
    this.#strokes = strokesOf(stress, this.#inSight.length, length, 1 / ratio);
    this.#drawn = 0;
  }

  /** Draws some more lines. */
  step(): void {
    if (this.done) return;
    const { ratio } = this.#picture!;
    const context = this.canvas.getContext("2d")!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalCompositeOperation = "destination-over";
    const last = Math.min(this.#inSight.length, this.#drawn + LINES_A_STEP);
    while (this.#drawn < last) {
      const first = this.#inSight[this.#drawn]!;
      let past = this.#drawn + 1;
      while (past < last && this.#alike(first, this.#inSight[past]!)) past++;
      this.#stroke(context, this.#drawn, past);
      this.#drawn = past;
    }
  }

  #alike(one: number, other: number): boolean {
    const { heads, levels, faint } = this.#picture!.lines;
    return (
      heads[one] === heads[other] &&
      levels[one] === levels[other] &&
      faint[one] === faint[other] &&
      this.#fades(one) === this.#fades(other)
    );
  }

  #fades(line: number): boolean {
    const { lines, geometry, stress } = this.#picture!;
    return stress === "base" && leaves(lines, geometry, line);
  }

  /** Draws lines that look the same. */
  #stroke(context: CanvasRenderingContext2D, from: number, past: number): void {
    const { lines, looks, geometry } = this.#picture!;
    const first = this.#inSight[from]!;
    const level = lines.levels[first]!;
    const look = looks[lines.heads[first]!]!;
    const { width, opacity } = this.#strokes[level]!;
    context.strokeStyle = lines.faint[first] === 1 ? FAINT_COLOUR : look.colours[level]!;
    context.globalAlpha = opacity * (this.#fades(first) ? LEAVING : 1);
    context.lineWidth = width;
    context.setLineDash([...(dashes[look.dash] ?? [])]);
    context.beginPath();
    for (let place = from; place < past; place++) addCurve(context, geometry, lines, this.#inSight[place]!);
    context.stroke();
  }
}

/** Gives a canvas a size in device pixels, and nothing on it. */
export function clearedTo(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const [columns, rows] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
  const context = canvas.getContext("2d")!;
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.clearRect(0, 0, columns, rows);
  return context;
}

function addCurve(context: CanvasRenderingContext2D, geometry: LinesGeometry, lines: HeadLines, line: number): void {
  const { orientation, gap } = geometry;
  const [from, to] = endsOf(geometry, lines.queries[line]!, lines.keys[line]!);
  if (orientation === "vertical") {
    context.moveTo(0, from);
    context.bezierCurveTo(gap / 2, from, gap / 2, to, gap, to);
  } else {
    context.moveTo(from, 0);
    context.bezierCurveTo(from, gap / 2, to, gap / 2, to, gap);
  }
}
