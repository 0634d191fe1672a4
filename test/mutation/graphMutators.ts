import { EditableModel, graphFields, modelFields, nodeFields, tensorFields, type Part } from "./editableModel.js";
import { modelBytes, modelName, type EncoderFiles, type Mutator } from "./mutant.js";
import type { SeededRandom } from "./seededRandom.js";
import { message, number, parseFields, text, textOf, writeFields, type WireField } from "./wireFields.js";

type Damage = (model: EditableModel, random: SeededRandom, files: EncoderFiles) => boolean | undefined;

/** Names that objects have without being given them, and others that are hard to bear. */
const hardNames = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "",
  " ",
  "\u202e",
  "<img>",
  "a".repeat(9999),
];

const operators = [
  ...["MatMul", "Softmax", "Add", "Transpose", "Reshape", "Gather", "Shape", "Identity", "Cast", "Where", "Expand"],
  ...["Tile", "ConstantOfShape", "NonZero", "Loop", "If", "Scan", "Einsum", "Range", "Pad", "Resize", "Conv", "TopK"],
  ...["QLinearMatMul", "Attention", "SequenceEmpty", "StringNormalizer", "Nonsense", "__proto__", ""],
];

/** What damages what a graph says, and leaves it a protobuf message. */
export const graphMutators: readonly Mutator[] = [
  onGraph("huge dimension", 25, (model, random) =>
    ofTensor(model, random, (fields) => {
      const dimensions = fields.filter(({ field, type }) => field === tensorFields.dimension && type === 0);
      const huge = 2n ** BigInt(8 + random.below(55));
      if (dimensions.length > 0 && random.below(4) > 0) random.of(dimensions).content = huge;
      else fields.push(number(tensorFields.dimension, huge));
    }),
  ),
  onGraph("negative dimension", 8, (model, random) =>
    ofTensor(model, random, (fields) => fields.unshift(number(tensorFields.dimension, -1 - random.below(5)))),
  ),
  onGraph("wrong element type", 12, (model, random) =>
    ofTensor(model, random, (fields) => {
      const type = fields.find(({ field }) => field === tensorFields.type);
      if (type) type.content = BigInt(random.of([0, 1, 2, 6, 7, 8, 9, 10, 11, 14, 16, 22, 23, 99, 2 ** 31]));
    }),
  ),
  onGraph("weights of another length", 8, (model, random) =>
    ofTensor(model, random, (fields) => {
      const raw = fields.find(({ field }) => field === tensorFields.raw);
      if (raw) raw.content = (raw.content as Uint8Array).slice(random.below(9));
    }),
  ),
  onGraph("weights that are no numbers", 15, (model, random) =>
    ofTensor(model, random, (fields) => {
      const raw = fields.find(({ field }) => field === tensorFields.raw);
      const value = random.of([NaN, Infinity, -Infinity, 1e38, 0, 1e-40, -1]);
      const weights = raw && Buffer.from(raw.content as Uint8Array);
      for (let at = 0; weights && at + 4 <= weights.length; at += 4) weights.writeFloatLE(value, at);
      if (weights) raw.content = weights;
    }),
  ),
  onGraph("tensor removed", 5, (model, random) => removed(model, model.initializers, random)),
  onGraph("tensor twice", 4, (model, random) => twice(model, model.initializers, random)),
  onGraph("node removed", 12, (model, random) => removed(model, model.nodes, random)),
  onGraph("node twice", 6, (model, random) => twice(model, model.nodes, random)),
  onGraph("nodes in another order", 8, (model, random) => {
    const [one, other] = [random.below(model.graph.length), random.below(model.graph.length)];
    [model.graph[one], model.graph[other]] = [model.graph[other]!, model.graph[one]!];
    return true;
  }),
  onGraph("cycle", 15, (model, random) => {
    const [input, output] = [random.of(model.nodes), random.of(model.nodes)];
    const [to] = ofField(input, nodeFields.input);
    const [from] = ofField(output, nodeFields.output);
    if (to && from) to.content = from.content;
    return to && from && true;
  }),
  onGraph("input of a node missing", 10, (model, random) => {
    const inputs = ofField(random.of(model.nodes), nodeFields.input);
    if (inputs.length > 0) random.of(inputs).content = new TextEncoder().encode(random.of(["gone", "", "__proto__"]));
    return inputs.length > 0;
  }),
  onGraph("inputs of a node exchanged, more or fewer", 12, (model, random) => {
    const { fields } = random.of(model.nodes);
    const [first] = fields.filter(({ field }) => field === nodeFields.input);
    if (!first) return false;
    if (random.below(2) === 0) fields.splice(fields.indexOf(first), 1);
    else fields.push({ ...first });
    return true;
  }),
  onGraph("output of a node renamed", 10, (model, random) => {
    const outputs = ofField(random.of(model.nodes), nodeFields.output);
    if (outputs.length > 0) random.of(outputs).content = new TextEncoder().encode(random.of(["other", "", "toString"]));
    return outputs.length > 0;
  }),
  onGraph("another operator", 25, (model, random) => {
    const [operator] = ofField(random.of(model.nodes), nodeFields.operator);
    if (operator) operator.content = new TextEncoder().encode(random.of(operators));
    return true;
  }),
  onGraph("another domain", 5, (model, random) => {
    random.of(model.nodes).fields.push(text(nodeFields.domain, random.of(["com.microsoft", "com.x", "ai.onnx.ml"])));
    return true;
  }),
  onGraph("attribute of a wrong kind or size", 35, attributeDamaged),
  onGraph("value renamed everywhere", 20, (model, random) => {
    const names = model.graph.flatMap((part) => namesOf(part));
    if (names.length > 0) model.rename(random.of(names), random.of(hardNames));
    return names.length > 0;
  }),
  onGraph("nodes named", 6, (model, random) => {
    const name = random.of(hardNames);
    for (const { fields } of model.nodes) {
      for (const field of fields) if (field.field === nodeFields.name) field.content = text(0, name).content;
    }
    return true;
  }),
  onGraph("shape or type of an input, output or value", 20, (model, random) => {
    const values = [graphFields.input, graphFields.output, graphFields.value].flatMap((kind) => model.parts(kind));
    const part = random.of(values);
    const name = textOf(part.fields, 1);
    const axes = Array.from({ length: random.below(6) }, () =>
      message(1, [number(1, random.of([0n, 1n, 3n, -1n, 7n, 2n ** 40n, 2n ** 62n]))]),
    );
    const type = message(1, [number(1, random.of([0, 1, 6, 7, 9, 10, 8, 99])), message(2, axes)]);
    part.fields.splice(0, part.fields.length, text(1, name), message(2, [type]));
    return true;
  }),
  onGraph("input removed, twice or more", 8, (model, random) => {
    const inputs = model.parts(graphFields.input);
    const choice = random.below(3);
    if (choice === 0) return removed(model, inputs, random);
    if (choice === 1) return twice(model, inputs, random);
    model.add(graphFields.input, [text(1, random.of([...hardNames, "pixel_values", "past_key_values.0.key"]))]);
    return true;
  }),
  onGraph("output removed, twice or unknown", 8, (model, random) => {
    const outputs = model.parts(graphFields.output);
    const choice = random.below(3);
    if (choice === 0) return removed(model, outputs, random);
    if (choice === 1) return twice(model, outputs, random);
    model.add(graphFields.output, [text(1, random.of(hardNames))]);
    return true;
  }),
  onGraph("versions", 8, (model, random) => {
    const sets = model.fields.filter(({ field }) => field === modelFields.operatorSet);
    const version = random.of([0n, 1n, 7n, 12n, 27n, 999n, 2n ** 40n, 2n ** 63n, 2n ** 64n - 1n]);
    const set = message(modelFields.operatorSet, [
      text(1, random.of(["", "com.microsoft", "com.x"])),
      number(2, version),
    ]);
    if (random.below(2) === 0 && sets.length > 0) random.of(sets).content = set.content;
    else if (random.below(2) === 0) model.fields.push(set);
    else model.fields.unshift(number(modelFields.irVersion, version));
    return true;
  }),
  onGraph("external data elsewhere", 25, externalDamaged),
  onGraph("function that calls itself", 2, (model, random) => {
    const call = message(7, [text(1, "x"), text(2, "y"), text(4, "Again"), text(7, "own")]);
    const set = message(9, [text(1, "own"), number(2, 1)]);
    model.fields.push(
      message(modelFields.functions, [text(1, "Again"), text(10, "own"), text(4, "x"), text(5, "y"), call, set]),
    );
    model.fields.push(message(modelFields.operatorSet, [text(1, "own"), number(2, 1)]));
    const [output = text(2, "y")] = ofField(random.of(model.nodes), nodeFields.output);
    model.add(graphFields.node, [{ ...output, field: 1 }, text(2, "again"), text(4, "Again"), text(7, "own")]);
    return true;
  }),
];

function onGraph(name: string, weight: number, damage: Damage): Mutator {
  return {
    name,
    weight,
    mutate(files, random) {
      const model = new EditableModel(modelBytes(files));
      if (damage(model, random, files) !== true) return false;
      files.set(modelName(files), model.write());
      return true;
    },
  };
}

/** Changes an initializer, or the tensor of a Constant. */
function ofTensor(model: EditableModel, random: SeededRandom, change: (fields: WireField[]) => void): boolean {
  const carriers = model.nodes.flatMap(({ fields }) => fields.filter(({ field }) => field === nodeFields.attribute));
  const constants = carriers.filter(({ content }) => hasTensor(content as Uint8Array));
  if (constants.length > 0 && random.below(3) === 0) {
    const carrier = random.of(constants);
    const fields = parseFields(carrier.content as Uint8Array);
    const tensor = fields.find(({ field }) => field === 5)!;
    const inner = parseFields(tensor.content as Uint8Array);
    change(inner);
    tensor.content = writeFields(inner);
    carrier.content = writeFields(fields);
    return true;
  }
  if (model.initializers.length === 0) return false;
  change(random.of(model.initializers).fields);
  return true;
}

function hasTensor(attribute: Uint8Array): boolean {
  return parseFields(attribute).some(({ field, type }) => field === 5 && type === 2);
}

function removed(model: EditableModel, parts: readonly Part[], random: SeededRandom): boolean {
  if (parts.length > 0) model.remove(random.of(parts));
  return parts.length > 0;
}

function twice(model: EditableModel, parts: readonly Part[], random: SeededRandom): boolean {
  if (parts.length > 0) model.graph.push(random.of(parts));
  return parts.length > 0;
}

function ofField({ fields }: Part, wanted: number): WireField[] {
  return fields.filter(({ field }) => field === wanted);
}

function namesOf({ kind, fields }: Part): string[] {
  const wanted = kind === graphFields.node ? [1, 2] : kind === graphFields.initializer ? [8] : [];
  return fields.filter(({ field }) => wanted.includes(field)).map((field) => textOf([field], field.field));
}

/** Of `AttributeProto`: name 1, float 2, integer 3, string 4, tensor 5, graph 6, floats 7, integers 8, type 20. */
function attributeDamaged(model: EditableModel, random: SeededRandom): boolean {
  const nodes = model.nodes.filter((node) => ofField(node, nodeFields.attribute).length > 0);
  if (nodes.length === 0) return false;
  const node = random.of(nodes);
  const attribute = random.of(ofField(node, nodeFields.attribute));
  const name = textOf(parseFields(attribute.content as Uint8Array), 1);
  const integer = random.of([0n, -1n, -7n, 1n, 3n, 5n, 64n, 2n ** 31n, 2n ** 40n, 2n ** 63n - 1n, -(2n ** 63n)]);
  const values: WireField[][] = [
    [number(3, integer), number(20, 2)],
    [{ field: 2, type: 5, content: random.bytes(4) }, number(20, 1)],
    [text(4, random.of(["", "NOTSET", "ij,jk", "...", "bhid,bhjd->bhij", "\0"])), number(20, 3)],
    [number(8, integer), number(8, 0), number(8, random.below(9)), number(20, 7)],
    [number(20, random.below(16))],
    [message(6, []), number(20, 5)],
    [message(5, [number(1, integer), number(2, 1)]), number(20, 4)],
    [],
  ];
  if (random.below(6) === 0) node.fields.splice(node.fields.indexOf(attribute), 1);
  else attribute.content = writeFields([text(1, name), ...random.of(values)]);
  return true;
}

const locations = [
  "../../etc/passwd",
  "/etc/passwd",
  "..",
  ".",
  "",
  "weights.bin",
  "link.bin",
  "pipe/../../x",
  "C:\\x",
  "a\0b",
];

function externalDamaged(model: EditableModel, random: SeededRandom, files: EncoderFiles): boolean {
  if (model.initializers.length === 0) return false;
  const { fields } = random.of(model.initializers);
  const raw = fields.find(({ field }) => field === tensorFields.raw || field === 4);
  const bytes = (raw?.content as Uint8Array | undefined) ?? new Uint8Array(64);
  const entry = (key: string, value: string) => message(tensorFields.external, [text(1, key), text(2, value)]);
  const location = random.of([...locations, "weights.bin", "weights.bin", "*/_ORT_MEM_ADDR_/*"]);
  const numbers = [
    "0",
    "-1",
    "1",
    String(bytes.length),
    "99999999999999999999",
    "1e3",
    "x",
    "",
    "0x10",
    String(2 ** 40),
  ];
  if (raw) fields.splice(fields.indexOf(raw), 1);
  fields.push(entry("location", location), number(tensorFields.location, random.of([1, 1, 1, 0, 7])));
  if (random.below(2) === 0) fields.push(entry("offset", random.of(numbers)));
  if (random.below(2) === 0) fields.push(entry("length", random.of(numbers)));
  const folder = modelName(files).replace(/[^/]*$/, "");
  files.set(`${folder}weights.bin`, random.below(4) === 0 ? bytes.slice(0, random.below(bytes.length + 1)) : bytes);
  files.set(`${folder}link.bin`, { link: random.of(["/etc/passwd", "weights.bin", "link.bin", "/dev/zero"]) });
  return true;
}
