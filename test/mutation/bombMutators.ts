import { EditableModel, graphFields, modelFields } from "./editableModel.js";
import { modelBytes, modelName, type Mutator } from "./mutant.js";
import type { SeededRandom } from "./seededRandom.js";
import { message, number, text, writeFields, type WireField } from "./wireFields.js";

type Bomb = (model: EditableModel, random: SeededRandom) => void;

/** What is small in a file and huge, deep or endless where it is read, opened or run. */
export const bombMutators: readonly Mutator[] = [
  bomb("constant of a huge shape", 6, (model, random) => {
    addConstant(model, "bomb.shape", [2n ** BigInt(26 + random.below(16))]);
    addNode(model, "ConstantOfShape", ["bomb.shape"], "bomb.zeros");
    addNode(model, "ReduceSum", ["bomb.zeros"], "bomb");
    addOutput(model, "bomb");
  }),
  bomb("tensor that grows in the run", 6, (model, random) => {
    addConstant(model, "bomb.shape", [2n ** BigInt(27 + random.below(12)), 1n]);
    addNode(model, "Cast", [inputOf(model)], "bomb.ids", [attribute("to", number(3, 1), 2)]);
    addNode(model, "ReduceMax", ["bomb.ids"], "bomb.one");
    addNode(model, random.of(["Expand", "Tile"]), ["bomb.one", "bomb.shape"], "bomb.many");
    addNode(model, "Sqrt", ["bomb.many"], "bomb");
    addOutput(model, "bomb");
  }),
  bomb("attention of a huge tensor", 4, (model, random) => {
    // What looks like attention, of keys that nobody gave.
    addConstant(model, "bomb.shape", [1n, 1n, 2n ** BigInt(13 + random.below(8)), 8n]);
    addNode(model, "ConstantOfShape", ["bomb.shape"], "bomb.k");
    addNode(model, "Transpose", ["bomb.k"], "bomb.kt", [ints("perm", [0, 1, 3, 2])]);
    addNode(model, "MatMul", ["bomb.k", "bomb.kt"], "bomb.scores");
    addNode(model, "Softmax", ["bomb.scores"], "bomb.probabilities", [attribute("axis", number(3, -1), 2)]);
    addNode(model, "MatMul", ["bomb.probabilities", "bomb.k"], "bomb");
    addOutput(model, "bomb");
  }),
  bomb("endless loop", 2, (model, random) => {
    addConstant(model, "bomb.count", [2n ** 62n], true);
    const value = (name: string, type: number) => [
      text(1, name),
      message(2, [message(1, [number(1, type), message(2, [])])]),
    ];
    const body = [
      message(1, [text(1, "i"), text(2, "n"), text(4, "Identity")]),
      message(1, [text(1, "go"), text(2, "on"), text(4, "Identity")]),
      text(2, "body"),
      message(11, value("i", 7)),
      message(11, value("go", 9)),
      message(11, value("before", 7)),
      message(12, value("on", 9)),
      message(12, value("n", 7)),
    ];
    addNode(model, "Cast", [inputOf(model)], "bomb.ids", [attribute("to", number(3, 7), 2)]);
    addNode(model, "ReduceMax", ["bomb.ids"], "bomb.start", [attribute("keepdims", number(3, 0), 2)]);
    addNode(model, "Loop", ["bomb.count", "", random.of(["bomb.start", "bomb.count"])], "bomb", [
      attribute("body", message(6, body), 5),
    ]);
    addOutput(model, "bomb");
  }),
  bomb("graphs within graphs", 4, (model, random) => {
    let graph: WireField[] = [text(2, "innermost")];
    const operator = random.of(["If", "Loop", "Scan"]);
    for (let depth = random.of([15, 17, 60, 101, 1000, 10_000]); depth > 0; depth--) {
      const branch = message(5, [
        text(1, operator === "If" ? "then_branch" : "body"),
        message(6, graph),
        number(20, 5),
      ]);
      graph = [message(1, [text(1, "c"), text(2, "v"), text(4, operator), branch])];
    }
    model.appended.push(message(modelFields.graph, graph));
  }),
  bomb("a million nodes", 1, (model, random) => {
    const node = message(1, [text(1, "a"), text(2, "a"), text(4, "Identity")]);
    const one = writeFields([node]);
    const count = random.of([100_000, 1_000_000, 1_000_001]);
    model.appended.push({ field: modelFields.graph, type: 2, content: Buffer.alloc(one.length * count, one) });
  }),
  bomb("a long chain of nodes", 2, (model, random) => {
    const count = random.of([1000, 20_000]);
    const operator = random.of(["Identity", "Neg", "Cast", "Transpose", "Sqrt"]);
    const chain = Array.from({ length: count }, (_, at) =>
      message(1, [text(1, at === 0 ? inputOf(model) : `c${at - 1}`), text(2, `c${at}`), text(4, operator)]),
    );
    const output = message(12, [text(1, `c${count - 1}`)]);
    model.appended.push(message(modelFields.graph, [...chain, output]));
  }),
  bomb("values without an end", 2, (model, random) => {
    // Two bytes each in the file.
    const kind = random.of([graphFields.value, graphFields.input, graphFields.initializer, graphFields.node, 14]);
    const one = writeFields([{ field: kind, type: 2, content: new Uint8Array(0) }]);
    model.appended.push({
      field: modelFields.graph,
      type: 2,
      content: Buffer.alloc(2 * random.of([100_000, 3_000_000]), one),
    });
  }),
  bomb("inputs of a node without an end", 2, (model, random) => {
    const one = writeFields([text(random.of([1, 2]), "")]);
    const content = Buffer.alloc(2 * random.of([100_000, 5_000_000]), one);
    model.appended.push(message(modelFields.graph, [{ field: 1, type: 2, content }]));
  }),
  bomb("metadata without an end", 1, (model) => {
    const many = Array.from({ length: 200_000 }, (_, at) =>
      message(modelFields.metadata, [text(1, `k${at}`), text(2, "v")]),
    );
    for (const entry of many) model.fields.push(entry);
  }),
];

function bomb(name: string, weight: number, build: Bomb): Mutator {
  return {
    name,
    weight,
    mutate(files, random) {
      const model = new EditableModel(modelBytes(files));
      build(model, random);
      files.set(modelName(files), model.write());
      return true;
    },
  };
}

function inputOf(model: EditableModel): string {
  const [input] = model.parts(graphFields.input);
  const [name] = input?.fields.filter(({ field }) => field === 1) ?? [];
  return name ? new TextDecoder().decode(name.content as Uint8Array) : "input_ids";
}

function addConstant(model: EditableModel, name: string, numbers: readonly bigint[], scalar = false): void {
  const raw = Buffer.alloc(numbers.length * 8);
  for (const [at, value] of numbers.entries()) raw.writeBigInt64LE(value, at * 8);
  const dimensions = scalar ? [] : [number(1, numbers.length)];
  model.add(graphFields.initializer, [...dimensions, number(2, 7), text(8, name), { field: 9, type: 2, content: raw }]);
}

function addNode(
  model: EditableModel,
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly WireField[] = [],
): void {
  const own = [
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, output),
    text(4, operator),
    ...attributes,
  ];
  model.add(graphFields.node, own);
}

function addOutput(model: EditableModel, name: string): void {
  model.add(graphFields.output, [text(1, name)]);
}

function attribute(name: string, value: WireField, type: number): WireField {
  return message(5, [text(1, name), value, number(20, type)]);
}

function ints(name: string, values: readonly number[]): WireField {
  return message(5, [text(1, name), ...values.map((value) => number(8, value)), number(20, 7)]);
}
