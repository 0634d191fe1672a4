/** The number that 16 bits of IEEE 754 half precision stand for. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * 2 ** -14 * (fraction / 1024);
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

/** Half precision as float32. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index++) floats[index] = table[halves[index]!]!;
  return floats;
}

/** All 65,536 of them: a tensor has millions. */
const table = Float32Array.from({ length: 65_536 }, (_, bits) => halfToFloat(bits));

const rounding = new DataView(new ArrayBuffer(4));

/** A number as 16 bits of half precision, rounded to the nearest, to even between two. */
export function floatToHalf(number: number): number {
  rounding.setFloat32(0, number);
  const bits = rounding.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  if (Number.isNaN(number)) return sign | 0x7e00;
  const size = Math.abs(number);
  if (size >= 65_520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundToEven(size * 2 ** 24);
  const exponent = ((bits >>> 23) & 0xff) - 127;
  return sign | (((exponent + 15) << 10) + roundToEven((size / 2 ** exponent - 1) * 1024));
}

function roundToEven(number: number): number {
  const floor = Math.floor(number);
  const rest = number - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
