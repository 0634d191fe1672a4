/** How many UTF-16 units of text are gathered before they are written: a call of the system for each row would be slow. */
const unitsAtOnce = 1 << 20;

/** Texts gathered to pieces worth writing; bytes are handed on as they are, in their place. */
export function* batches(chunks: Iterable<Uint8Array | string>): Generator<Uint8Array | string> {
  let texts: string[] = [];
  let units = 0;
  function* take() {
    if (units > 0) yield texts.join("");
    texts = [];
    units = 0;
  }
  for (const chunk of chunks) {
    if (typeof chunk !== "string") {
      yield* take();
      yield chunk;
      continue;
    }
    texts.push(chunk);
    units += chunk.length;
    if (units >= unitsAtOnce) yield* take();
  }
  yield* take();
}
