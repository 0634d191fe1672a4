/** A failure whose message says all that a person needs: shown without its stack. */
export class PlainFailure extends Error {
  override readonly name = "PlainFailure";
}

/** What a person is shown of anything that was thrown. */
export function describeFailure(thrown: unknown): string {
  if (thrown instanceof PlainFailure) return thrown.message;
  if (isAboutOptions(thrown)) return thrown.message;
  if (thrown instanceof Error) return thrown.stack ?? thrown.message;
  return String(thrown);
}

/** What Node's own reader of options throws speaks to the person as well. */
function isAboutOptions(thrown: unknown): thrown is Error {
  return thrown instanceof Error && "code" in thrown && String(thrown.code).startsWith("ERR_PARSE_ARGS");
}
