import { EditableModel, tensorFields } from "./editableModel.js";
import { modelBytes, modelName, type EncoderFiles, type Mutator } from "./mutant.js";
import type { SeededRandom } from "./seededRandom.js";
import { parseFields, writeFields, type WireField } from "./wireFields.js";

type Damage = (bytes: Uint8Array, random: SeededRandom) => Uint8Array;

/** What damages bytes without knowing what they mean. */
export const byteMutators: readonly Mutator[] = [
  onModel("bits flipped", 10, (bytes, random) => flipped(bytes, random, 1 + random.below(32), 0)),
  onModel("bits flipped in names and structure", 30, (bytes, random) => flippedStructure(bytes, random)),
  onModel("cut off", 8, (bytes, random) => bytes.slice(0, random.below(bytes.length))),
  onModel("beginning lost", 3, (bytes, random) => bytes.slice(random.below(1000))),
  onModel("spliced", 6, (bytes, random) => spliced(bytes, random)),
  onModel("chunk twice", 6, (bytes, random) => {
    const [start, length] = [random.below(bytes.length), random.below(5000)];
    return Buffer.concat([bytes.subarray(0, start + length), bytes.subarray(start)]);
  }),
  onModel("chunk of zeros", 6, (bytes, random) => {
    const start = random.below(bytes.length);
    return bytes.slice().fill(0, start, start + random.below(5000));
  }),
  onModel("random bytes in between", 6, (bytes, random) => {
    const start = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, start), random.bytes(1 + random.below(300)), bytes.subarray(start)]);
  }),
  onModel("random bytes after", 3, (bytes, random) => Buffer.concat([bytes, random.bytes(1 + random.below(300))])),
  onModel("length changed", 25, (bytes, random) => lengthChanged(bytes, random)),
  onModel("field changed", 25, (bytes, random) => fieldChanged(bytes, random)),
  onModel("file twice", 1, (bytes) => Buffer.concat([bytes, bytes])),
  { name: "external data cut off", weight: 4, mutate: (files, random) => externalCut(files, random) },
];

function onModel(name: string, weight: number, damage: Damage): Mutator {
  return {
    name,
    weight,
    mutate(files, random) {
      files.set(modelName(files), damage(modelBytes(files), random));
      return true;
    },
  };
}

function flipped(bytes: Uint8Array, random: SeededRandom, count: number, from: number): Uint8Array {
  const damaged = bytes.slice();
  for (let flip = 0; flip < count; flip++) damaged[from + random.below(bytes.length - from)]! ^= 1 << random.below(8);
  return damaged;
}

/** Flips bits anywhere but in weights, which are most of a model's bytes. */
function flippedStructure(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const model = new EditableModel(bytes);
  for (let flip = 1 + random.below(6); flip > 0; flip--) {
    const fields = random
      .of(model.graph)
      .fields.filter(({ field, content }) => content instanceof Uint8Array && field !== tensorFields.raw);
    if (fields.length === 0) continue;
    const field = random.of(fields);
    const content = field.content as Uint8Array;
    if (content.length > 0) field.content = flipped(content, random, 1, 0);
  }
  return model.write();
}

function spliced(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const damaged = bytes.slice();
  const [from, to, length] = [random.below(bytes.length), random.below(bytes.length), random.below(3000)];
  damaged.set(bytes.subarray(from, Math.min(from + length, bytes.length - to + from, bytes.length)), to);
  return damaged;
}

/** Another length than the true one, of any field at any depth. */
function lengthChanged(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  return somewhere(bytes, random, (field) => {
    const { length } = field.content as Uint8Array;
    field.claimed = random.of([
      BigInt(random.below(length + 1)),
      BigInt(length + 1 + random.below(10)),
      100_000_000n,
      2n ** 31n - 1n,
      2n ** 32n + BigInt(length),
      2n ** 63n,
      2n ** 64n - 1n,
    ]);
  });
}

/** Another number, wire type or content of any field at any depth. */
function fieldChanged(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  return somewhere(bytes, random, (field) => {
    const [choice, content] = [random.below(4), field.content as Uint8Array];
    if (choice === 0) field.field = random.below(30);
    if (choice === 1) field.type = random.below(8);
    if (choice === 2) field.content = random.bytes(content.length > 2000 ? 20 : content.length);
    if (choice === 3) field.content = new Uint8Array(0);
  });
}

/** Does something to a field that is found by going down at random. */
function somewhere(bytes: Uint8Array, random: SeededRandom, change: (field: WireField) => void): Uint8Array {
  const fields = parseFields(bytes);
  const own = fields.filter(({ type }) => type === 2);
  if (own.length === 0) return bytes;
  // Of a model nearly everything is in its graph.
  const field = own.find((one) => one.field === 7 && random.below(10) > 0) ?? random.of(own);
  if (random.below(3) > 0) {
    try {
      field.content = somewhere(field.content as Uint8Array, random, change);
      return writeFields(fields);
    } catch {
      // It is no message.
    }
  }
  change(field);
  return writeFields(fields);
}

function externalCut(files: EncoderFiles, random: SeededRandom): boolean {
  const name = [...files.keys()].find((one) => one.endsWith("_data"));
  if (name === undefined) return false;
  const bytes = files.get(name) as Uint8Array;
  files.set(name, random.below(2) === 0 ? bytes.slice(0, random.below(bytes.length)) : flipped(bytes, random, 20, 0));
  return true;
}
