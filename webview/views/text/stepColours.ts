import type { Ramp } from "../../theme/ramp.js";

/** How many colours a text is painted with: a browser takes a millisecond more for every two of 2,048 tokens. */
export const COLOUR_STEPS = 32;

const LAST_BYTE = 255;
/** What WCAG 2 asks of text. */
const READABLE = 4.5;

/** The step of the colours that a byte of a heat map is painted with. */
export function stepOfByte(byte: number): number {
  return Math.round((byte * (COLOUR_STEPS - 1)) / LAST_BYTE);
}

/** The byte whose colour a step has. */
function byteOfStep(step: number): number {
  return Math.round((step * LAST_BYTE) / (COLOUR_STEPS - 1));
}

/** A painted text's colours as `#rrggbb`. */
export interface StepColour {
  readonly background: `#${string}`;
  readonly text: `#${string}`;
}

/** The colours of each step, with the text that can be read on it: `foreground`, or black or white. */
export function stepColours(ramp: Ramp, foreground: `#${string}`): readonly StepColour[] {
  return Array.from({ length: COLOUR_STEPS }, (_, step) => {
    const background = hexOf(ramp[byteOfStep(step)]!);
    return { background, text: readableOn(background, foreground) };
  });
}

function readableOn(background: `#${string}`, foreground: `#${string}`): `#${string}` {
  if (contrast(background, foreground) >= READABLE) return foreground;
  return contrast(background, "#000000") >= contrast(background, "#ffffff") ? "#000000" : "#ffffff";
}

/** The word of an ImageData, 0xAABBGGRR, as a CSS colour. */
export function hexOf(word: number): `#${string}` {
  const channel = (shift: number) => ((word >> shift) & 0xff).toString(16).padStart(2, "0");
  return `#${channel(0)}${channel(8)}${channel(16)}`;
}

/** The contrast of two colours, from 1 to 21 (WCAG 2). */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((place) => {
    const channel = parseInt(hex.slice(place, place + 2), 16) / LAST_BYTE;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
