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
  const steps = ramp((byte) => {
    const t = (byte - 128) / 127;
    const end = t < 0 ? below : above;
    return mix(
      { ...middle, hue: end.hue },
      end,
      Math.min(1, Math.abs(t)),
      DIVERGING_SWELL * Math.sin(Math.PI * Math.min(1, Math.abs(t))),
    );
  });
  steps[128] = pixelOf(zero);
  return steps;
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

/** Colours are worked out at every fifth byte, and mixed between, which no eye can tell: the first picture waits for them. */
const KNOT = 5;

function ramp(colour: (byte: number) => Oklch): Ramp {
  const words = new Uint32Array(256);
  let from = toRgb(colour(0));
  words[0] = pixelOf(from);
  for (let byte = 0; byte < 255; byte += KNOT) {
    const to = toRgb(colour(byte + KNOT));
    for (let step = 1; step <= KNOT; step++) words[byte + step] = pixelOf(between(from, to, step / KNOT));
    from = to;
  }
  return words;
}

function between(from: Rgb, to: Rgb, t: number): Rgb {
  return {
    red: from.red + (to.red - from.red) * t,
    green: from.green + (to.green - from.green) * t,
    blue: from.blue + (to.blue - from.blue) * t,
  };
}

const greys = new WeakMap<Ramp, Ramp>();

/** How much of the contrast to the colour of 0 a faint row keeps. */
const FAINT_CONTRAST = 0.5;

/** A ramp without colour and with half the contrast, for rows that say little; one object for each ramp. */
export function greyRamp(ramp: Ramp): Ramp {
  let grey = greys.get(ramp);
  if (!grey) greys.set(ramp, (grey = ramp.map((word) => greyOf(word, ramp[0]!))));
  return grey;
}

function greyOf(word: number, ground: number): number {
  // The luma of BT.601: the colours are as they are stored, not linear.
  const luma = (colour: number) =>
    0.299 * (colour & 255) + 0.587 * ((colour >>> 8) & 255) + 0.114 * ((colour >>> 16) & 255);
  const level = Math.round(FAINT_CONTRAST * luma(word) + (1 - FAINT_CONTRAST) * luma(ground));
  return ((word & 0xff000000) | (level << 16) | (level << 8) | level) >>> 0;
}
