import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { integerOf, integersOf } from "./nodeAttributes.js";

/** A number of which a graph alone may not tell. */
type Known = number | null;
/** A value's numbers, flat. */
type Numbers = readonly Known[];
/** A value's shape. */
type Shape = readonly Known[];

/** How far a value is followed back: exporters write a shape with a dozen nodes. */
const DEEPEST = 40;
/** More numbers than shapes, scales and paddings have. */
const MOST = 64;

/** What a graph tells of its values before it is run: shapes, and the numbers of what is small. */
export class StaticValues {
  readonly #index: GraphIndex;
  readonly #shapes = new Map<string, Shape | null>();
  readonly #numbers = new Map<string, Numbers | null>();

  constructor(index: GraphIndex) {
    this.#index = index;
  }

  /** A value's shape, null for an axis that is not known; null where not even the rank is. */
  shape(value: string, depth = 0): Shape | null {
    if (depth > DEEPEST) return null;
    const known = this.#shapes.get(value);
    if (known !== undefined) return known;
    const shape = this.#shapeOf(value, depth + 1);
    this.#shapes.set(value, shape);
    return shape;
  }

  /** A small value's numbers, null for each that is not known; null where not even their count is. */
  numbers(value: string, depth = 0): Numbers | null {
    if (depth > DEEPEST) return null;
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    const numbers = this.#numbersOf(value, depth + 1);
    const kept = numbers !== null && numbers.length <= MOST ? numbers : null;
    this.#numbers.set(value, kept);
    return kept;
  }

  /** The one number of a value, or null. */
  scalar(value: string): number | null {
    const numbers = this.numbers(value);
    return numbers?.length === 1 ? numbers[0]! : null;
  }

  #shapeOf(value: string, depth: number): Shape | null {
    const { graph } = this.#index;
    const initializer = graph.initializers.get(value);
    if (initializer) return initializer.dimensions;
    const told = graph.values.get(value)?.shape;
    const toldShape = told?.map((size) => (typeof size === "number" ? size : null)) ?? null;
    // What the file says of every axis needs no deduction.
    if (toldShape && !toldShape.includes(null)) return toldShape;
    const node = this.#index.producer(value);
    const deduced = node === null ? null : this.#deduceShape(node, value, depth);
    if (!toldShape || deduced?.length !== toldShape.length) return toldShape ?? deduced;
    return toldShape.map((size, axis) => size ?? deduced[axis]!);
  }

  #deduceShape(node: OnnxNode, value: string, depth: number): Shape | null {
    const input = (place: number) => {
      const name = node.inputs[place];
      return name ? this.shape(name, depth) : null;
    };
    switch (node.operator) {
      case "Constant":
        return node.attributes.get("value")?.kind === "tensor"
          ? (node.attributes.get("value") as { value: { dimensions: readonly number[] } }).value.dimensions
          : null;
      case "Reshape":
        return this.#reshaped(node, input(0), depth);
      case "Transpose": {
        const shape = input(0);
        const order = integersOf(node, "perm") ?? shape?.map((_, axis) => axis).reverse();
        return shape && order?.length === shape.length ? order.map((axis) => shape[axis] ?? null) : null;
      }
      case "Unsqueeze": {
        const shape = input(0);
        const axes = integersOf(node, "axes") ?? this.numbers(node.inputs[1] ?? "", depth);
        return shape && axes ? unsqueezed(shape, axes) : null;
      }
      case "Split": {
        const shape = input(0);
        const axis = integerOf(node, "axis", 0);
        const sizes = integersOf(node, "split") ?? this.numbers(node.inputs[1] ?? "", depth);
        return (
          shape?.map((size, at) => {
            if (at !== (axis + shape.length) % shape.length) return size;
            if (sizes) return sizes[node.outputs.indexOf(value)] ?? null;
            return size === null ? null : size / node.outputs.length;
          }) ?? null
        );
      }
      case "MatMul":
      case "MatMulInteger": {
        const [left, right] = [input(0), input(1)];
        if (!left || left.length < 2 || !right || right.length < 2) return null;
        return [...left.slice(0, -1), right.at(-1) ?? null];
      }
      case "Gemm": {
        const [left, right] = [input(0), input(1)];
        return left && right ? [left[0] ?? null, right[integerOf(node, "transB", 0) ? 0 : 1] ?? null] : null;
      }
      case "Gather": {
        const [table, indices] = [input(0), input(1)];
        const axis = integerOf(node, "axis", 0);
        return table && indices ? [...table.slice(0, axis), ...indices, ...table.slice(axis + 1)] : null;
      }
      case "Add":
      case "Sub":
      case "Mul":
      case "Div":
      case "Pow":
      case "Where": {
        const shapes = (node.operator === "Where" ? [input(1), input(2)] : [input(0), input(1)]).filter(
          (s) => s !== null,
        );
        return shapes.length === 2 ? broadcast(shapes[0]!, shapes[1]!) : null;
      }
      case "LayerNormalization":
      case "SkipLayerNormalization":
      case "SimplifiedLayerNormalization":
      case "Cast":
      case "Identity":
      case "Dropout":
      case "Sqrt":
      case "Softmax":
      case "Neg":
      case "Tanh":
      case "Clip":
        return input(0);
      default:
        return null;
    }
  }

  #reshaped(node: OnnxNode, from: Shape | null, depth: number): Shape | null {
    const target = this.numbers(node.inputs[1] ?? "", depth);
    if (!target) return null;
    const shape = target.map((size, axis) => (size === 0 ? (from?.[axis] ?? null) : size));
    const rest = shape.indexOf(-1);
    if (rest === -1) return shape;
    const others = shape.filter((_, axis) => axis !== rest);
    const unknown = (sizes: Shape) => sizes.filter((size) => size === null).length;
    // Axes that are not known on either side are the same ones: batch and tokens go through a split of heads unchanged.
    if (!from || unknown(from) !== unknown(others)) return shape.with(rest, null);
    const product = (sizes: Shape) => sizes.reduce<number>((so, size) => so * (size ?? 1), 1);
    return shape.with(rest, product(from) / product(others));
  }

  #numbersOf(value: string, depth: number): Numbers | null {
    if (value === "") return null;
    const initializer = this.#index.graph.initializers.get(value);
    if (initializer) return initializer.values;
    const node = this.#index.producer(value);
    if (!node || node.domain !== "") return null;
    const input = (place: number) => this.numbers(node.inputs[place] ?? "", depth);
    const both = (compute: (a: number, b: number) => number) => elementwise(input(0), input(1), compute);
    switch (node.operator) {
      case "Constant": {
        const [attribute] = node.attributes.values();
        if (attribute?.kind === "tensor") return attribute.value.values;
        if (attribute?.kind === "ints" || attribute?.kind === "floats") return attribute.value;
        return attribute?.kind === "int" || attribute?.kind === "float" ? [attribute.value] : null;
      }
      case "Shape": {
        const shape = this.shape(node.inputs[0]!, depth);
        if (!shape) return null;
        const end = integerOf(node, "end", shape.length);
        return shape.slice(integerOf(node, "start", 0), end);
      }
      case "Cast":
      case "CastLike":
      case "Identity":
      case "Unsqueeze":
      case "Squeeze":
      case "Reshape":
        return input(0);
      case "Concat": {
        const parts = node.inputs.map((_, place) => input(place) ?? this.#unknown(node.inputs[place]!, depth));
        return parts.includes(null) ? null : parts.flatMap((part) => part!);
      }
      case "Gather": {
        const [from, places] = [input(0), input(1)];
        return from && places ? places.map((place) => (place === null ? null : (from.at(place) ?? null))) : null;
      }
      case "Slice": {
        const [from, starts, ends, , steps] = [0, 1, 2, 3, 4].map(input);
        const begin = integersOf(node, "starts") ?? starts;
        const end = integersOf(node, "ends") ?? ends;
        if (!from || begin?.length !== 1 || end?.length !== 1 || (steps && steps[0] !== 1)) return null;
        return begin[0] == null || end[0] == null ? null : from.slice(begin[0], end[0]);
      }
      case "Mul":
        return both((a, b) => a * b);
      case "Div":
        return both((a, b) => a / b);
      case "Add":
        return both((a, b) => a + b);
      case "Sub":
        return both((a, b) => a - b);
      case "Pow":
        return both((a, b) => a ** b);
      case "Sqrt":
        return input(0)?.map((number) => (number === null ? null : Math.sqrt(number))) ?? null;
      case "Reciprocal":
        return input(0)?.map((number) => (number === null ? null : 1 / number)) ?? null;
      case "Neg":
        return input(0)?.map((number) => (number === null ? null : -number)) ?? null;
      default:
        return null;
    }
  }

  /** One number that is not known, where a value is known to be one. */
  #unknown(value: string, depth: number): Numbers | null {
    const shape = this.shape(value, depth);
    if (shape?.every((size) => size === 1)) return [null];
    const operator = this.#index.producer(value)?.operator;
    // What exporters make of one axis' size before they join them to a shape.
    return operator === "Unsqueeze" || operator === "Gather" || operator === "Reshape" ? [null] : null;
  }
}

function unsqueezed(shape: Shape, axes: Numbers): Shape | null {
  if (axes.includes(null)) return null;
  const rank = shape.length + axes.length;
  const places = new Set(axes.map((axis) => (axis! + rank) % rank));
  const rest = [...shape];
  return Array.from({ length: rank }, (_, axis) => (places.has(axis) ? 1 : (rest.shift() ?? null)));
}

function broadcast(one: Shape, other: Shape): Shape {
  const rank = Math.max(one.length, other.length);
  return Array.from({ length: rank }, (_, axis) => {
    const a = axis < rank - one.length ? 1 : one[axis - rank + one.length]!;
    const b = axis < rank - other.length ? 1 : other[axis - rank + other.length]!;
    if (a === 1) return b;
    return b === 1 || b === null ? a : b;
  });
}

function elementwise(one: Numbers | null, other: Numbers | null, compute: (a: number, b: number) => number) {
  if (!one || !other) return null;
  if (one.length !== other.length && one.length !== 1 && other.length !== 1) return null;
  return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => {
    const a = one.length === 1 ? one[0]! : one[index]!;
    const b = other.length === 1 ? other[0]! : other[index]!;
    return a === null || b === null ? null : compute(a, b);
  });
}
