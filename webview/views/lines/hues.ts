import type { Theme } from "../../theme/theme.js";

/**
 * Hues for heads, on dark and on light grounds. Each stands out from the ground by a contrast of 3 at least, and any two
 * differ by 0.09 in OKLab for normal sight, protanopia, deuteranopia and tritanopia (Machado et al. 2009), which is more
 * than any two of Okabe and Ito's eight do. Found by a search for the set whose nearest two are farthest apart.
 */
export const hues = {
  dark: [
    "#ef9d01",
    "#6ec4dc",
    "#b789ff",
    "#259100",
    "#f94b5c",
    "#b7e1ff",
    "#efdc41",
    "#a961bb",
    "#36ab9d",
    "#a2c48d",
    "#8167fa",
    "#29ffb2",
  ],
  light: [
    "#3899e4",
    "#cf2001",
    "#01784f",
    "#a7951c",
    "#7c58e9",
    "#d97690",
    "#34148a",
    "#880110",
    "#a35d9f",
    "#592ec0",
    "#66004f",
    "#6e447d",
  ],
} as const;

/** The middle of a theme's diverging ramp is its ground. */
const GROUND = 128;

/** The hues that stand out from a theme's ground. */
export function huesOn({ positions }: Theme): readonly string[] {
  const ground = positions[GROUND]!;
  const [red, green, blue] = [ground & 255, (ground >>> 8) & 255, (ground >>> 16) & 255];
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? hues.dark : hues.light;
}
