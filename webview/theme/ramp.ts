import { toOklch, toRgb, type Oklch, type Rgb } from "./oklab.js";

/** The colours of the bytes 0 … 255, each as the little-endian word that an ImageData holds: 0xAABBGGRR. */
export type Ramp = Uint32Array;

/** A colour of less chroma than this is a grey, whose hue means nothing. */
const GREY = 0.02;
/** How far the hue turns on its way, so that near weights differ by hue and not by lightness alone. */
const TURN = (145 * Math.PI) / 180;
/** How much more colourful the middle is than a straight mix. */
const SWELL = 0.1;
const DIVERGING_SWELL = 0.03;

/** From `low` to `high` by equal steps of lightness; a grey `low` is left through other hues than the one of `high`. */
export function sequentialRamp(low: Rgb, high: Rgb): Ramp {
  const [from, to] = ends(low, high);
  const swell = to.chroma < GREY ? 0 : SWELL;
  const steps = ramp((byte) => mix(from, to, byte / 255, swell * Math.sin((Math.PI * byte) / 255)));
  // The ends are the colours asked for, to the last bit.
  steps[0] = pixelOf(low);
  steps[255] = pixelOf(high);
  return steps;
}

/** From `negative` at 0 through `zero` at 128 to `positive` at 255. */
export function divergingRamp(negative: Rgb, zero: Rgb, positive: Rgb): Ramp {
  const middle = toOklch(zero);
  const [below, above] = [toOklch(negative), toOklch(positive)];
  return ramp((byte) => {
    const t = (byte - 128) / 127;
    const end = t < 0 ? below : above;
    return mix(
      { ...middle, hue: end.hue },
      end,
      Math.min(1, Math.abs(t)),
      DIVERGING_SWELL * Math.sin(Math.PI * Math.min(1, Math.abs(t))),
    );
  });
}

/** The word of one colour in an ImageData. */
export function pixelOf({ red, green, blue }: Rgb): number {
  const byte = (channel: number) => Math.round(channel * 255);
  return ((255 << 24) | (byte(blue) << 16) | (byte(green) << 8) | byte(red)) >>> 0;
}

function ends(low: Rgb, high: Rgb): [Oklch, Oklch] {
  const [from, to] = [toOklch(low), toOklch(high)];
  if (to.chroma < GREY) return [from, { ...to, hue: from.hue }];
  return [from.chroma < GREY ? { ...from, hue: to.hue - TURN } : from, to];
}

function mix(from: Oklch, to: Oklch, t: number, swell: number): Oklch {
  return {
    lightness: from.lightness + (to.lightness - from.lightness) * t,
    chroma: from.chroma + (to.chroma - from.chroma) * t + swell,
    hue: from.hue + (to.hue - from.hue) * t,
  };
}

function ramp(colour: (byte: number) => Oklch): Ramp {
  return Uint32Array.from({ length: 256 }, (_, byte) => pixelOf(toRgb(colour(byte))));
}
