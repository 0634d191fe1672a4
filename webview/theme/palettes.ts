import type { Palette } from "../../src/protocol/look.js";
import { paletteTables } from "./paletteTables.js";
import { pixelOf, type Ramp } from "./ramp.js";

let made: Readonly<Record<Exclude<Palette, "theme">, Ramp>> | null = null;

/** Palettes that the colour-blind read too: viridis (Smith and van der Walt 2015) and cividis (Nuñez et al. 2018). */
export function palettes(): Readonly<Record<Exclude<Palette, "theme">, Ramp>> {
  return (made ??= { viridis: rampOf(paletteTables.viridis), cividis: rampOf(paletteTables.cividis) });
}

function rampOf(table: string): Ramp {
  const channel = (byte: number, place: number) =>
    parseInt(table.slice(6 * byte + 2 * place, 6 * byte + 2 * place + 2), 16) / 255;
  return Uint32Array.from({ length: 256 }, (_, byte) =>
    pixelOf({ red: channel(byte, 0), green: channel(byte, 1), blue: channel(byte, 2) }),
  );
}
