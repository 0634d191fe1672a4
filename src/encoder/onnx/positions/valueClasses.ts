import type { GraphIndex } from "../graphIndex.js";
import { inputRole } from "../inputRoles.js";
import type { OnnxNode, OnnxTensor } from "../model.js";
import type { StaticValues } from "../staticValues.js";

/**
 * What a value's numbers come from: nothing that changes between runs; conditions, such as masks; where tokens stand; what
 * is read. In this order: what is made of several comes from the last of them.
 */
export type ValueClass = "constant" | "flag" | "position" | "content";

interface Known {
  readonly class: ValueClass;
  /** How long a stored list of integers is that it was taken from; 0 where there is none, for positions are counted. */
  readonly stored: number;
}

const classes: readonly ValueClass[] = ["constant", "flag", "position", "content"];
const constant: Known = { class: "constant", stored: 0 };
const flag: Known = { class: "flag", stored: 0 };
const position: Known = { class: "position", stored: 0 };
const content: Known = { class: "content", stored: 0 };

const numberless = new Set(["Shape", "Size", "ConstantOfShape", "EyeLike"]);
const conditions = new Set("Equal Greater GreaterOrEqual Less LessOrEqual Not And Or Xor IsNaN IsInf Trilu".split(" "));
/** Operators whose further inputs only tell where the first one's numbers go. */
const rearranging = new Set(
  "Reshape Expand Tile Unsqueeze Squeeze Flatten Slice Transpose Pad Split Cast CastLike Identity Dropout".split(" "),
);
const gathering = new Set(["Gather", "GatherElements", "GatherND", "GatherBlockQuantized"]);
const integers = new Set([6, 7]);
/** Fewer stored integers are axes or shapes. */
const FEWEST_POSITIONS = 8;

/** Tells of every value of a graph what its numbers come from. */
export class ValueClasses {
  readonly #index: GraphIndex;
  readonly #values: StaticValues;
  readonly #known = new Map<string, Known>();

  constructor(index: GraphIndex, values: StaticValues) {
    this.#index = index;
    this.#values = values;
    const { graph } = index;
    for (const { name } of graph.inputs) this.#known.set(name, inputClass(name, index));
    for (const [name, tensor] of graph.initializers) this.#known.set(name, this.#tensorClass(tensor));
    for (const node of graph.nodes) {
      const found = this.#classOf(node);
      for (const output of node.outputs) if (output !== "") this.#known.set(output, found);
    }
  }

  of(value: string): ValueClass {
    return this.#get(value).class;
  }

  #get(value: string | undefined): Known {
    return (value === undefined ? undefined : this.#known.get(value)) ?? constant;
  }

  #classOf(node: OnnxNode): Known {
    const { operator, inputs } = node;
    if (operator === "Constant") {
      const attribute = node.attributes.get("value");
      return attribute?.kind === "tensor" ? this.#tensorClass(attribute.value) : constant;
    }
    if (numberless.has(operator)) return constant;
    if (operator === "Range") return position;
    const first = this.#get(inputs[0]);
    // Positions are counted along what is not padding (RoBERTa, BLOOM).
    if (operator === "CumSum") return first.class === "content" ? content : position;
    // How exporters once counted: the places of ones.
    if (operator === "NonZero") return first.class === "constant" ? position : first;
    if (gathering.has(operator)) return this.#gathered(node, first);
    if (operator === "Slice" && first.class === "constant") return this.#sliced(node);
    if (rearranging.has(operator)) return first;
    const joined = this.#joined(node);
    if (conditions.has(operator)) return joined.class === "constant" ? constant : flag;
    return joined;
  }

  #tensorClass(tensor: OnnxTensor): Known {
    const corner = this.#index.graph.corners?.get(tensor);
    return tensorClass(corner ? { ...tensor, values: corner.values } : tensor, corner?.dimensions.at(-1));
  }

  #gathered(node: OnnxNode, from: Known): Known {
    if (from.class !== "constant" || from.stored > 0) return from;
    const places = this.#get(node.inputs[1]);
    if (places.class === "constant" && this.#countsRows(node)) return position;
    const rows = this.#values.shape(node.inputs[0]!)?.[0] ?? null;
    // A list of more than the table has rows are no positions: types of tokens, all 0.
    const isTooLong = node.operator === "Gather" && rows !== null && places.stored > rows;
    return places.class === "position" && isTooLong ? constant : places;
  }

  /** Whether the first rows of a table are taken one after another, of a model exported for one short length. */
  #countsRows({ operator, inputs: [table = "", places = ""] }: OnnxNode): boolean {
    if (operator !== "Gather" || this.#values.shape(table)?.length !== 2) return false;
    const numbers = this.#values.numbers(places) ?? [];
    return numbers.length > 1 && numbers.every((number, place) => place === 0 || number === numbers[place - 1]! + 1);
  }

  /** A table that is cut to as many rows as there are tokens. */
  #sliced(node: OnnxNode): Known {
    const shape = this.#values.shape(node.inputs[0]!);
    if (!shape || shape.length < 2 || node.inputs.length < 3) return constant;
    const isOpen = [node.inputs[1]!, node.inputs[2]!].some((bound) => {
      const numbers = this.#values.numbers(bound);
      return numbers === null || numbers.includes(null);
    });
    return isOpen ? position : constant;
  }

  #joined(node: OnnxNode): Known {
    let [highest, stored] = [0, 0];
    for (const input of node.inputs) {
      const known = this.#get(input);
      highest = Math.max(highest, classes.indexOf(known.class));
      stored = Math.max(stored, known.stored);
    }
    const hasGraph = [...node.attributes.values()].some(({ kind }) => kind === "graph");
    if (hasGraph && node.outputs.some((output) => this.#index.content(output).length > 0)) return content;
    return { class: classes[highest]!, stored };
  }
}

function inputClass(name: string, index: GraphIndex): Known {
  const role = inputRole(name, index);
  if (role === "position") return position;
  return role === "mask" ? flag : content;
}

/** @param row how many numbers of each row are known; all if it is left out */
function tensorClass({ elementType, dimensions, values }: OnnxTensor, row = dimensions.at(-1) ?? 1): Known {
  const count = dimensions.reduce((product, size) => product * size, 1);
  if (!integers.has(elementType) || count < FEWEST_POSITIONS) return constant;
  const isStep = (value: number, place: number) => place % row === 0 || value === values![place - 1]! + 1;
  const stored = dimensions.at(-1) ?? 0;
  return { class: values && !values.every(isStep) ? "constant" : "position", stored };
}
