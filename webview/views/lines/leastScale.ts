/** The least weight's slider has so many steps: none, then three decades up to 1. */
export const LEAST_STEPS = 60;
const DECADES = 3;

/** The least weight at a step, to two digits; 0 at the first, which every line has. */
export function leastAt(step: number): number {
  return step === 0 ? 0 : Number((10 ** (DECADES * (step / LEAST_STEPS - 1))).toPrecision(2));
}

/** The step nearest to a least weight. */
export function leastPlace(least: number): number {
  if (!(least > 0)) return 0;
  return Math.max(1, Math.min(LEAST_STEPS, Math.round(LEAST_STEPS * (1 + Math.log10(least) / DECADES))));
}

/** A least weight as it was chosen, without digits that say nothing. */
export function leastText(least: number): string {
  return least.toLocaleString("en", { maximumSignificantDigits: 3 });
}
