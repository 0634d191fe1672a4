import type { NpyArray } from "../attention/npy.js";

/**
 * What a .npz would hold, as one JSON object: arrays nested as their axes are, a text array of shape `[]` as its text.
 *
 * JSON has no NaN and no infinities: they are null, and `nonFinite`, the last key, says how many an array had of them.
 * @param first keys that come before the arrays, written as they are
 * @param numberText how a finite number is written, which must read back to the same float32
 */
export function* jsonChunks(
  first: Readonly<Record<string, unknown>>,
  arrays: ReadonlyMap<string, NpyArray>,
  numberText = nineDigits,
): Generator<string> {
  yield "{";
  for (const [name, value] of Object.entries(first)) yield `\n${JSON.stringify(name)}: ${JSON.stringify(value)},`;
  const nonFinite: [string, number][] = [];
  for (const [name, array] of arrays) {
    yield `\n${JSON.stringify(name)}: `;
    const values = array.kind === "text" ? array.texts.values() : numbers(array.parts);
    const write = new NestedWriter(array.shape, values, numberText);
    yield* write.chunks();
    if (write.nonFinite > 0) nonFinite.push([name, write.nonFinite]);
    yield ",";
  }
  yield `\n"nonFinite": ${JSON.stringify(Object.fromEntries(nonFinite))}\n}\n`;
}

/** Nine digits tell every float32 from every other; to look for fewer would take three times as long. */
function nineDigits(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(9);
}

function* numbers(parts: readonly Iterable<number>[]): Generator<number> {
  for (const part of parts) yield* part;
}

/** Writes values row by row: one string for each innermost row. */
class NestedWriter {
  nonFinite = 0;
  readonly #shape: readonly number[];
  readonly #values: Iterator<number | string>;
  readonly #numberText: (value: number) => string;

  constructor(shape: readonly number[], values: Iterator<number | string>, numberText: (value: number) => string) {
    this.#shape = shape;
    this.#values = values;
    this.#numberText = numberText;
  }

  chunks(): Generator<string> {
    return this.#axis(0);
  }

  *#axis(axis: number): Generator<string> {
    const length = this.#shape[axis];
    if (length === undefined) {
      yield this.#next();
    } else if (axis === this.#shape.length - 1) {
      const row = new Array<string>(length);
      for (let place = 0; place < length; place++) row[place] = this.#next();
      yield `[${row.join(",")}]`;
    } else {
      yield "[";
      for (let place = 0; place < length; place++) {
        if (place > 0) yield ",\n";
        yield* this.#axis(axis + 1);
      }
      yield "]";
    }
  }

  #next(): string {
    const next = this.#values.next();
    if (next.done === true) throw new RangeError(`too few values for the shape [${this.#shape.join(", ")}]`);
    if (typeof next.value === "string") return JSON.stringify(next.value);
    if (!Number.isFinite(next.value)) {
      this.nonFinite++;
      return "null";
    }
    return this.#numberText(next.value);
  }
}
