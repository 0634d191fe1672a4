/** Characters that draw nothing themselves or that move what stands beside them: controls, format marks, bidi overrides. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;

export function isInvisible(character: string): boolean {
  return INVISIBLE.test(character);
}

/** A character's code point, for one that cannot be shown as it is. */
export function named(character: string): string {
  // The pictures that Unicode has for controls are in few fonts.
  return `⟨${character.codePointAt(0)!.toString(16).toUpperCase().padStart(2, "0")}⟩`;
}
