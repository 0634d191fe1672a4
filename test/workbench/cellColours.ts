import assert from "node:assert/strict";
import type { Frame } from "playwright-core";

/** A square of a canvas that holds `size` × `size` cells, in shares of the canvas. */
export interface CanvasSquare {
  readonly canvas: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The luma (0 to 255) of the middle of each of `[size, size]` cells, read from the canvas's pixels. */
export async function lightnessOfCells(frame: Frame, square: CanvasSquare, size: number): Promise<number[]> {
  return frame.evaluate(
    ({ canvas: selector, left, top, width, height, size: cells }) => {
      const canvas = document.querySelector<HTMLCanvasElement>(selector)!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from({ length: cells * cells }, (_, cell) => {
        const x = Math.floor(canvas.width * (left + (width * ((cell % cells) + 0.5)) / cells));
        const y = Math.floor(canvas.height * (top + (height * (Math.floor(cell / cells) + 0.5)) / cells));
        const pixel = 4 * (y * canvas.width + x);
        return 0.2126 * data[pixel]! + 0.7152 * data[pixel + 1]! + 0.0722 * data[pixel + 2]!;
      });
    },
    { ...square, size },
  );
}

/** Fails unless the colours go from one end of the ramp to the other as the weights do: light on dark, or dark on light. */
export function assertShows(lightness: readonly number[], attention: Float32Array): void {
  const cells = Array.from(attention.keys()).sort((a, b) => attention[a]! - attention[b]!);
  const [weakest, strongest] = [cells[0]!, cells.at(-1)!];
  const span = lightness[strongest]! - lightness[weakest]!;
  assert.ok(Math.abs(span) > 60, `the weakest and the strongest cell look the same: a difference of ${span}`);
  let farthest = 0;
  for (const cell of cells) {
    const share = (lightness[cell]! - lightness[weakest]!) / span;
    // Rounding of the byte and of the ramp may swap neighbours by a step of the ramp.
    assert.ok(
      share > farthest - 0.03,
      `cell ${cell} with ${attention[cell]!} of ${attention[strongest]!} looks weaker than a cell with less`,
    );
    farthest = Math.max(farthest, share);
  }
}
