import type { OnnxNode } from "./model.js";

/** The order in which a graph's nodes can be computed. */
export interface ComputationOrder {
  /** Each node after all that it reads from, with its place as `index`; the file's order if that is one already. */
  readonly nodes: readonly OnnxNode[];
  /** Nodes that cannot be computed because each waits for another's result; empty for a sound graph. */
  readonly circular: readonly OnnxNode[];
}

/**
 * Sorts a graph's nodes for computation, in O(nodes + edges · log nodes): Kahn's algorithm, of whose ready nodes the one
 * that stands first in the file is taken (A. B. Kahn, "Topological sorting of large networks", 1962). A node also waits for
 * what the graphs within it (of `If`, `Loop`, `Scan`) read from outside.
 */
export function computationOrder(nodes: readonly OnnxNode[]): ComputationOrder {
  const producers = new Map<string, number>();
  for (const [place, { outputs }] of nodes.entries()) {
    for (const output of outputs) if (output !== "") producers.set(output, place);
  }
  const waitsFor = nodes.map(() => 0);
  const readers = nodes.map((): number[] => []);
  let inOrder = true;
  for (const [place, node] of nodes.entries()) {
    const producing = new Set<number>();
    for (const value of valuesReadBy(node)) {
      const producer = producers.get(value);
      if (producer !== undefined) producing.add(producer);
    }
    for (const producer of producing) {
      if (producer >= place) inOrder = false;
      readers[producer]!.push(place);
    }
    waitsFor[place] = producing.size;
  }
  if (inOrder) return { nodes, circular: [] };
  const sorted: OnnxNode[] = [];
  const ready = new PlaceHeap();
  for (const [place, count] of waitsFor.entries()) if (count === 0) ready.add(place);
  for (let place = ready.take(); place !== undefined; place = ready.take()) {
    sorted.push({ ...nodes[place]!, index: sorted.length });
    for (const reader of readers[place]!) {
      const left = waitsFor[reader]! - 1;
      waitsFor[reader] = left;
      if (left === 0) ready.add(reader);
    }
  }
  return { nodes: sorted, circular: nodes.filter((_, place) => waitsFor[place]! > 0) };
}

/** The values that a node reads: its inputs, and what graphs within it take from outside of them. */
export function valuesReadBy(node: OnnxNode): ReadonlySet<string> {
  const read = new Set(node.inputs);
  for (const attribute of node.attributes.values()) {
    if (attribute.kind !== "graph") continue;
    const { nodes, inputs, outputs, initializers } = attribute.value;
    const own = new Set([...inputs.map(({ name }) => name), ...initializers.keys()]);
    for (const inner of nodes) for (const output of inner.outputs) own.add(output);
    for (const inner of nodes) for (const value of valuesReadBy(inner)) if (!own.has(value)) read.add(value);
    for (const { name } of outputs) if (!own.has(name)) read.add(name);
  }
  return read;
}

/** A binary heap of places in a list: the smallest is taken first. */
class PlaceHeap {
  readonly #places: number[] = [];

  add(place: number): void {
    const places = this.#places;
    let at = places.push(place) - 1;
    for (let parent = (at - 1) >> 1; at > 0 && places[parent]! > place; parent = (at - 1) >> 1) {
      places[at] = places[parent]!;
      at = parent;
    }
    places[at] = place;
  }

  take(): number | undefined {
    const places = this.#places;
    const first = places[0];
    const last = places.pop();
    if (first === undefined || last === undefined || places.length === 0) return first;
    let at = 0;
    for (let child = 1; child < places.length; child = 2 * at + 1) {
      if (child + 1 < places.length && places[child + 1]! < places[child]!) child++;
      if (places[child]! >= last) break;
      places[at] = places[child]!;
      at = child;
    }
    places[at] = last;
    return first;
  }
}
