/** A colour in sRGB, each channel in [0, 1]. */
export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** A colour in OKLCh (Ottosson 2020): equal steps of lightness look equal. Hue in radians. */
export interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

/** The colour's lightness, chroma and hue as the eye has them. */
export function toOklch({ red, green, blue }: Rgb): Oklch {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const bb = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  const lightness = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short;
  return { lightness, chroma: Math.hypot(a, bb), hue: Math.atan2(bb, a) };
}

/** A colour that a screen can show, of the same lightness and hue; its chroma nears the most there is, and never meets it. */
export function toRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const most = mostChroma(lightness, hue);
  // A smooth minimum: cutting the chroma off would leave a visible edge in a ramp.
  const eased = chroma / (1 + (chroma / Math.max(most, 1e-6)) ** 4) ** 0.25;
  const { red, green, blue } = unclipped(lightness, eased, hue);
  return { red: unit(red), green: unit(green), blue: unit(blue) };
}

function mostChroma(lightness: number, hue: number): number {
  const [cosine, sine] = [Math.cos(hue), Math.sin(hue)];
  let [least, most] = [0, 0.4];
  for (let step = 0; step < 16; step++) {
    const half = (least + most) / 2;
    if (inGamut(linearRgb(lightness, half * cosine, half * sine))) least = half;
    else most = half;
  }
  return least;
}

function unclipped(lightness: number, chroma: number, hue: number): Rgb {
  const { red, green, blue } = linearRgb(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
  return { red: companded(red), green: companded(green), blue: companded(blue) };
}

/** The channels of a colour in OKLab, before they are companded. */
function linearRgb(lightness: number, a: number, b: number): Rgb {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    red: 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    green: -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    blue: -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  };
}

// A rounding's width outside is inside: −0.001 and 1.001 of what is companded, which grows with the channel.
const LEAST_INSIDE = -0.001 / 12.92;
const MOST_INSIDE = (1.056 / 1.055) ** 2.4;

/** Whether a screen has a colour of these channels, which are not companded. */
function inGamut({ red, green, blue }: Rgb): boolean {
  return Math.min(red, green, blue) > LEAST_INSIDE && Math.max(red, green, blue) < MOST_INSIDE;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function companded(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;
}

function unit(channel: number): number {
  return Math.max(0, Math.min(1, channel));
}
