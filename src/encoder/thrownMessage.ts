/** What a thrown thing says. */
export function thrownMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The first line of it, at most 200 UTF-16 units long: fit to stand in a sentence. */
export function firstLine(message: string): string {
  return message.split("\n", 1)[0]!.slice(0, 200);
}
