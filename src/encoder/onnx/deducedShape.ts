import type { KnownValues, Numbers, Shape } from "./knownValues.js";
import type { OnnxNode } from "./model.js";
import { integerOf, integersOf, stringOf } from "./nodeAttributes.js";

/** The shape that a node gives a value, as far as those of its inputs tell. */
export function deducedShape(node: OnnxNode, value: string, known: KnownValues): Shape | null {
  const input = (place: number) => {
    const name = node.inputs[place];
    return name ? known.shape(name) : null;
  };
  switch (node.operator) {
    case "Constant":
      return node.attributes.get("value")?.kind === "tensor"
        ? (node.attributes.get("value") as { value: { dimensions: readonly number[] } }).value.dimensions
        : null;
    case "Reshape":
      return reshaped(node, input(0), known);
    case "Transpose": {
      const shape = input(0);
      const order = integersOf(node, "perm") ?? shape?.map((_, axis) => axis).reverse();
      return shape && order?.length === shape.length ? order.map((axis) => shape[axis] ?? null) : null;
    }
    case "Unsqueeze": {
      const shape = input(0);
      const axes = integersOf(node, "axes") ?? known.numbers(node.inputs[1] ?? "");
      return shape && axes ? unsqueezed(shape, axes) : null;
    }
    case "Squeeze": {
      const shape = input(0);
      const axes = integersOf(node, "axes") ?? known.numbers(node.inputs[1] ?? "");
      const places = shape && axes?.map((axis) => (axis! + shape.length) % shape.length);
      return places ? shape.filter((_, axis) => !places.includes(axis)) : null;
    }
    case "Slice": {
      const shape = input(0);
      const list = (place: number) => known.numbers(node.inputs[place] ?? "");
      const axes = integersOf(node, "axes") ?? list(3) ?? shape?.map((_, axis) => axis);
      const [starts, ends] = [integersOf(node, "starts") ?? list(1), integersOf(node, "ends") ?? list(2)];
      if (!shape || !axes) return null;
      const places = axes.map((axis) => (axis! + shape.length) % shape.length);
      const steps = list(4);
      return shape.map((size, axis) => {
        const place = places.indexOf(axis);
        if (place === -1) return size;
        return (steps?.[place] ?? 1) === 1 ? sliced(size, starts?.[place] ?? null, ends?.[place] ?? null) : null;
      });
    }
    case "Concat": {
      const shapes = node.inputs.map((_, place) => input(place));
      const [first] = shapes;
      if (!first || shapes.some((shape) => shape?.length !== first.length)) return null;
      const at = (integerOf(node, "axis", 0) + first.length) % first.length;
      const sizes = shapes.map((shape) => shape![at] ?? null);
      const joined = sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + size!, 0);
      return first.map((size, axis) =>
        axis === at ? joined : (shapes.find((shape) => shape![axis] !== null)?.[axis] ?? size),
      );
    }
    case "Split": {
      const shape = input(0);
      const axis = integerOf(node, "axis", 0);
      const sizes = integersOf(node, "split") ?? known.numbers(node.inputs[1] ?? "");
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
    case "MatMulNBits": {
      const left = input(0);
      return left && [...left.slice(0, -1), integerOf(node, "N", 0) || null];
    }
    case "Einsum": {
      const [terms = "", result] = (stringOf(node, "equation") ?? "").replace(/\s/g, "").split("->");
      if (result === undefined || terms.includes(".")) return null;
      const sizes = new Map<string, number | null>();
      for (const [place, term] of terms.split(",").entries()) {
        const shape = input(place);
        for (const [axis, letter] of term.split("").entries())
          sizes.set(letter, sizes.get(letter) ?? shape?.[axis] ?? null);
      }
      return result.split("").map((letter) => sizes.get(letter) ?? null);
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
      if (shapes.length === 2) return broadcast(shapes[0]!, shapes[1]!);
      // What is added to the known one is mostly a bias or a residual: it has no more axes, but may stretch one of 1.
      const [only] = shapes;
      return only && only.length > 1 ? only.map((size) => (size === 1 ? null : size)) : null;
    }
    case "LayerNormalization":
    case "SkipLayerNormalization":
    case "SimplifiedLayerNormalization":
    case "Cast":
    case "Identity":
    case "Dropout":
    case "Sqrt":
    case "Softmax":
    case "LogSoftmax":
    case "Exp":
    case "Log":
    case "Sigmoid":
    case "Relu":
    case "Neg":
    case "Cos":
    case "Sin":
    case "RotaryEmbedding":
    case "Tanh":
    case "Clip":
      return input(0);
    default:
      return null;
  }
}

function reshaped(node: OnnxNode, from: Shape | null, known: KnownValues): Shape | null {
  const target = known.numbers(node.inputs[1] ?? "");
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

/** How many of an axis' places lie between two of them, as Python counts. */
function sliced(size: number | null, start: number | null, end: number | null): number | null {
  if (start === null || end === null) return null;
  const beyond = end > 2 ** 31;
  if (size === null) return start >= 0 && end >= 0 && !beyond ? end - start : null;
  const place = (at: number) => Math.max(0, Math.min(size, at < 0 ? at + size : at));
  return Math.max(0, place(beyond ? size : end) - place(start));
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
    const a = axis < rank - one.length ? 1 : (one[axis - rank + one.length] ?? null);
    const b = axis < rank - other.length ? 1 : (other[axis - rank + other.length] ?? null);
    if (a === 1) return b;
    return b === 1 || b === null ? a : b;
  });
}
