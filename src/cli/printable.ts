import { isInvisible, named } from "../attention/invisible.js";

/**
 * Text that is safe to print: a model's names may hold what moves a terminal's cursor or turns its direction. A line's end
 * stays one.
 */
export function printable(text: string): string {
  return Array.from(text, (character) => {
    return character !== "\n" && isInvisible(character) ? named(character) : character;
  }).join("");
}
