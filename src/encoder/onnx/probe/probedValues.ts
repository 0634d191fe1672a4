import { elementTypes } from "../elementTypes.js";
import type { GraphIndex } from "../graphIndex.js";
import { inputRole } from "../inputRoles.js";
import type { OnnxNode, OnnxTensor, OnnxValue } from "../model.js";
import { integerOf } from "../nodeAttributes.js";
import { counting } from "./counted.js";
import { elementwise } from "./elementwise.js";
import { gathering } from "./gathered.js";
import { countOf, GridError, gridOf, type Grid, type GridKind } from "./grid.js";
import { needed, rearranging } from "./rearranged.js";

/** Tokens of the text that masks are computed for. */
const probedTokens = 24;
/** The id of each of its tokens: one that no model has for padding. */
const TOKEN = 7;
/** What masks are fed: of most models 1 shows a token and 0 hides it, of some the other way round. */
export type MaskFeed = 1 | 0;

/** How far a value is followed back. */
const DEEPEST = 400;
/** Numbers that are computed for one model: some seconds' work. */
const MOST_WORK = 2e7;

/**
 * Values of a graph for a text of `probedTokens` tokens, computed from what the file tells without ONNX Runtime: masks and
 * biases of positions are made of few small numbers. What depends on weights is not known.
 */
export class ProbedValues {
  readonly #index: GraphIndex;
  readonly #mask: MaskFeed;
  readonly #known = new Map<string, Grid | null>();
  #depth = 0;
  #work = 0;

  constructor(index: GraphIndex, mask: MaskFeed) {
    this.#index = index;
    this.#mask = mask;
    for (const input of index.graph.inputs) this.#known.set(input.name, this.#fed(input));
  }

  /** A value's numbers; null if nothing is known of them, not even the shape. */
  of(value: string): Grid | null {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    if (value === "" || this.#depth >= DEEPEST || this.#work > MOST_WORK) return null;
    this.#depth++;
    // A damaged graph may have circles.
    this.#known.set(value, null);
    const found = this.#computed(value);
    this.#known.set(value, found);
    this.#work += found?.numbers.length ?? 1;
    this.#depth--;
    return found;
  }

  #computed(value: string): Grid | null {
    try {
      const stored = this.#index.graph.initializers.get(value);
      if (stored) return this.#stored(stored);
      const node = this.#index.producer(value);
      return node?.outputs[0] === value && node.domain === "" ? this.#ofNode(node) : null;
    } catch (thrown) {
      if (thrown instanceof GridError) return null;
      throw thrown;
    }
  }

  #ofNode(node: OnnxNode): Grid | null {
    const { operator, attributes } = node;
    if (operator === "Constant") return this.#constant(node);
    const inputs = node.inputs.map((input) => (input === "" ? undefined : (this.of(input) ?? undefined)));
    const [first, second] = inputs;
    if (operator === "Identity" || operator === "Dropout") return first ?? null;
    if (operator === "Cast") {
      return cast(needed(first), kindOf(integerOf(node, "to", 1)));
    }
    if (operator === "CastLike") return cast(needed(first), needed(second).kind);
    if (operator === "Clip" && attributes.size > 0) return null;
    const special = rearranging[operator] ?? gathering[operator] ?? counting[operator];
    return special ? special(node, inputs) : elementwise(operator, inputs.map(needed));
  }

  #constant({ attributes }: OnnxNode): Grid | null {
    const [attribute] = attributes.values();
    if (attribute?.kind === "tensor") return this.#stored(attribute.value);
    if (attribute?.kind === "int") return gridOf("integers", [], () => attribute.value);
    if (attribute?.kind === "float") return gridOf("floats", [], () => attribute.value);
    if (attribute?.kind !== "ints" && attribute?.kind !== "floats") return null;
    const kind = attribute.kind === "ints" ? "integers" : "floats";
    return gridOf(kind, [attribute.value.length], (place) => attribute.value[place]!);
  }

  /** A stored tensor, or its corner; of others the shape alone. */
  #stored(tensor: OnnxTensor): Grid {
    const { elementType, dimensions, values } = this.#index.graph.corners?.get(tensor) ?? tensor;
    if (values && values.length !== countOf(dimensions)) throw new GridError();
    return gridOf(kindOf(elementType), dimensions, (place) => values?.[place] ?? NaN);
  }

  #fed(input: OnnxValue): Grid | null {
    const { name, elementType } = input;
    const shape = this.#shapeOf(input);
    const kind = kindOf(elementType);
    const role = inputRole(name, this.#index);
    try {
      if (!shape) return null;
      if (role === "position") return gridOf(kind, shape, (place) => place % (shape.at(-1) ?? 1));
      if (role === "mask") {
        // Where a mask is one number for a text, it is how many of its tokens are seen.
        const isLength = shape.length <= 1 && kind === "integers";
        return gridOf(kind, shape, () => this.#mask * (isLength ? probedTokens : 1));
      }
      return gridOf(kind, shape, () => (kind === "floats" ? NaN : kind === "integers" && role === "read" ? TOKEN : 0));
    } catch (thrown) {
      if (thrown instanceof GridError) return null;
      throw thrown;
    }
  }

  #shapeOf({ name, shape }: OnnxValue): number[] | null {
    const batches = this.#index.graph.inputs.flatMap(({ shape }) => {
      const [first] = shape ?? [];
      return shape && shape.length > 1 && typeof first === "string" ? [first] : [];
    });
    return (
      shape?.map((size, axis) => {
        if (typeof size === "number") return size;
        if (size !== null && (/batch/i.test(size) || (axis === 0 && batches.includes(size)))) return 1;
        if (axis === 0 && shape.length > 1) return 1;
        return /past|cache/i.test(name) ? 0 : probedTokens;
      }) ?? null
    );
  }
}

function kindOf(elementType: number): GridKind {
  if (elementType === elementTypes.bool) return "flags";
  const floats: readonly number[] = [
    elementTypes.float32,
    elementTypes.float16,
    elementTypes.bfloat16,
    elementTypes.float64,
  ];
  return floats.includes(elementType) || elementType === 0 ? "floats" : "integers";
}

function cast(grid: Grid, kind: GridKind): Grid {
  if (kind === grid.kind) return grid;
  const of = (number: number) => {
    if (Number.isNaN(number) || kind === "floats") return number;
    return kind === "flags" ? Number(number !== 0) : Math.trunc(number);
  };
  return { ...grid, kind, numbers: grid.numbers.map(of) };
}
