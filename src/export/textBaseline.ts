import type { TextMark } from "./figure.js";

/** How far below `y` a text's own baseline is, for its size. The same for all writers, whatever font they find. */
const shifts = { alphabetic: 0, middle: 0.35, top: 0.8 } as const satisfies Record<TextMark["baseline"], number>;

/** The y of a text's alphabetic baseline, before it is turned. */
export function baselineOf({ y, size, baseline }: TextMark): number {
  return y + shifts[baseline] * size;
}
