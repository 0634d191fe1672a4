import { sequentialRamp, type Ramp } from "../../webview/theme/ramp.js";
import type { Rgb } from "../../webview/theme/oklab.js";
import { themes, type ThemeKind } from "./themes.js";

/** The ramp in which a theme shows attention. */
export function attentionRamp(kind: ThemeKind): Ramp {
  const { variables } = themes[kind];
  return sequentialRamp(
    rgb(variables["attentionInspector-heatMapLow"]!),
    rgb(variables["attentionInspector-heatMapHigh"]!),
  );
}

/** The byte that a weight is shown by, worked out from the weight alone. */
export function byteOf(weight: number, maximum: number): number {
  return Math.round(255 * Math.sqrt(weight / maximum));
}

function rgb(hex: string): Rgb {
  const channel = (place: number) => Number.parseInt(hex.slice(place, place + 2), 16) / 255;
  return { red: channel(1), green: channel(3), blue: channel(5) };
}
