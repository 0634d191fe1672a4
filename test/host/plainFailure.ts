/** A failure whose message says all that a person needs: shown without its stack. */
export class PlainFailure extends Error {
  override readonly name = "PlainFailure";
}

/** What a person is shown of anything that was thrown. */
export function describeFailure(thrown: unknown): string {
  if (thrown instanceof PlainFailure) return thrown.message;
  if (thrown instanceof Error) return thrown.stack ?? thrown.message;
  return String(thrown);
}
