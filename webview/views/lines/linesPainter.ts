import { clearedTo, LinesLayer, type LayerPicture } from "./linesLayer.js";

/** How much is left of the other lines where some are in hand. */
export const FADED = 0.16;

/** Paints lines, and over them those in hand, on one canvas; many of them over several frames. */
export class LinesPainter {
  readonly #base = new LinesLayer();
  readonly #focus = new LinesLayer();
  #canvas: HTMLCanvasElement | null = null;
  #focused = false;
  #frame = 0;
  /** Called once the base is drawn. */
  #onDrawn: (() => void) | null = null;

  /** Begins another picture, which is painted when it is said what of it is in hand. */
  show(canvas: HTMLCanvasElement, picture: LayerPicture, onDrawn: () => void): void {
    this.#canvas = canvas;
    this.#base.begin(picture);
    this.#onDrawn = onDrawn;
  }

  /** Has some lines stand out, or none, and paints. */
  emphasize(picture: LayerPicture | null): void {
    this.#focused = picture !== null;
    if (picture) this.#focus.begin(picture);
    this.#paint();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    if (!this.#canvas) return;
    // What is in hand comes first: the base can wait.
    if (this.#focused && !this.#focus.done) this.#focus.step();
    else this.#base.step();
    const { width, height } = this.#base.canvas;
    const context = clearedTo(this.#canvas, width, height);
    context.globalAlpha = this.#focused ? FADED : 1;
    context.drawImage(this.#base.canvas, 0, 0);
    context.globalAlpha = 1;
    if (this.#focused) context.drawImage(this.#focus.canvas, 0, 0);
    if (!this.#base.done || (this.#focused && !this.#focus.done)) {
      this.#frame = requestAnimationFrame(() => this.#paint());
    } else {
      this.#onDrawn?.();
      this.#onDrawn = null;
    }
  }
}
