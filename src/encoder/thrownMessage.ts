import { shownName } from "../attention/shownName.js";

/** What a thrown thing says. */
export function thrownMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The first line of it, at most 200 code points long and without control characters: fit to stand in a sentence. */
export function firstLine(message: string): string {
  return shownName(message.split("\n", 1)[0]!, 200);
}
