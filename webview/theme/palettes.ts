import { interpolateCividis, interpolateViridis } from "d3-scale-chromatic";
import type { Palette } from "../../src/protocol/look.js";
import { pixelOf, type Ramp } from "./ramp.js";

type Published = Exclude<Palette, "theme">;

let made: Readonly<Record<Published, Ramp>> | null = null;

/** Palettes that the colour-blind read too: viridis (Smith and van der Walt 2015) and cividis (Nuñez et al. 2018). */
export function palettes(): Readonly<Record<Published, Ramp>> {
  return (made ??= { viridis: rampOf(interpolateViridis), cividis: rampOf(interpolateCividis) });
}

function rampOf(colour: (share: number) => string): Ramp {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    const [red, green, blue] = channels(colour(byte / 255));
    return pixelOf({ red: red! / 255, green: green! / 255, blue: blue! / 255 });
  });
}

/** The channels of `#rrggbb` or `rgb(r, g, b)`. */
function channels(css: string): readonly number[] {
  return css.startsWith("#")
    ? [1, 3, 5].map((place) => parseInt(css.slice(place, place + 2), 16))
    : css.match(/\d+/g)!.map(Number);
}
