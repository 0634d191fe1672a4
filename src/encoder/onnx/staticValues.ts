import { deducedNumbers } from "./deducedNumbers.js";
import { deducedShape } from "./deducedShape.js";
import type { GraphIndex } from "./graphIndex.js";
import type { KnownValues, Numbers, Shape } from "./knownValues.js";
import type { OnnxNode } from "./model.js";

/** How far a value is followed back: exporters write a shape with a dozen nodes. */
const DEEPEST = 80;
/** More numbers than shapes, scales and paddings have. */
const MOST = 64;

/** What a graph tells of its values before it is run: shapes, and the numbers of what is small. */
export class StaticValues implements KnownValues {
  readonly #index: GraphIndex;
  readonly #shapes = new Map<string, Shape | null>();
  readonly #numbers = new Map<string, Numbers | null>();
  #depth = 0;

  constructor(index: GraphIndex) {
    this.#index = index;
  }

  producer(value: string): OnnxNode | null {
    return this.#index.producer(value);
  }

  shape(value: string): Shape | null {
    return this.#deeper(this.#shapes, value, () => this.#shapeOf(value));
  }

  numbers(value: string): Numbers | null {
    return this.#deeper(this.#numbers, value, () => {
      const initializer = this.#index.graph.initializers.get(value);
      if (initializer) return initializer.values;
      const node = this.producer(value);
      const numbers = node && deducedNumbers(node, this);
      return numbers !== null && numbers.length <= MOST ? numbers : null;
    });
  }

  /** The one number of a value, or null. */
  scalar(value: string): number | null {
    const numbers = this.numbers(value);
    return numbers?.length === 1 ? numbers[0]! : null;
  }

  #shapeOf(value: string): Shape | null {
    const { graph } = this.#index;
    const initializer = graph.initializers.get(value);
    if (initializer) return initializer.dimensions;
    const told = graph.values.get(value)?.shape?.map((size) => (typeof size === "number" ? size : null)) ?? null;
    // What the file says of every axis needs no deduction.
    if (told && !told.includes(null)) return told;
    const node = this.producer(value);
    const deduced = node && deducedShape(node, value, this);
    if (!told || deduced?.length !== told.length) return told ?? deduced;
    return told.map((size, axis) => size ?? deduced[axis]!);
  }

  /** What is kept, or found one step further back; nothing where that is too far, or leads in a circle. */
  #deeper<T>(kept: Map<string, T | null>, value: string, find: () => T | null): T | null {
    const known = kept.get(value);
    if (known !== undefined) return known;
    if (value === "" || this.#depth >= DEEPEST) return null;
    this.#depth++;
    // A damaged graph may have circles.
    kept.set(value, null);
    const found = find();
    kept.set(value, found);
    this.#depth--;
    return found;
  }
}
