import type { LayerAndHead } from "../../../src/attention/headSet.js";
import type { Ramp } from "../../theme/ramp.js";
import { hexOf } from "../text/stepColours.js";

/** The colour of lines that say little, on dark and on light grounds. */
export const FAINT_COLOUR = "#808080";

/** How a head's lines look. */
export interface HeadLook {
  readonly dash: DashPattern;
  /** `[LEVELS]` CSS colours from the weakest level to the strongest; one for all where colour tells heads apart. */
  readonly colours: readonly string[];
}

/** Heads beyond the hues are told apart by their lines' pattern. */
export const dashPatterns = ["solid", "dashed", "dotted"] as const;
export type DashPattern = (typeof dashPatterns)[number];

/** Lengths of a dash and of the gap after it, in CSS pixels; null for none. */
export const dashes = { solid: null, dashed: [7, 4], dotted: [1.5, 3] } as const satisfies Readonly<
  Record<DashPattern, readonly [number, number] | null>
>;

/** From here on two heads may look the same. */
export function distinctLooks(hues: readonly string[]): number {
  return hues.length * dashPatterns.length;
}

/**
 * For each head of a set its slot among `slots`: its own number where that is free, so that a head keeps its colour when
 * others come and go.
 */
export function slotsOf(heads: readonly LayerAndHead[], slots: number): readonly number[] {
  const taken = new Set<number>();
  return heads.map(({ head }) => {
    if (taken.size >= slots) taken.clear();
    let slot = head % slots;
    while (taken.has(slot)) slot = (slot + 1) % slots;
    taken.add(slot);
    return slot;
  });
}

/** How the heads of a set look: one alone has the weights' own colours. */
export function headLooks(
  heads: readonly LayerAndHead[],
  hues: readonly string[],
  ramp: Ramp,
  levels: number,
): readonly HeadLook[] {
  if (heads.length === 1) {
    const colours = Array.from({ length: levels }, (_, level) =>
      hexOf(ramp[Math.round((255 * (level + 1)) / levels)]!),
    );
    return [{ dash: "solid", colours }];
  }
  return slotsOf(heads, distinctLooks(hues)).map((slot) => ({
    dash: dashPatterns[Math.floor(slot / hues.length)]!,
    colours: new Array<string>(levels).fill(hues[slot % hues.length]!),
  }));
}
