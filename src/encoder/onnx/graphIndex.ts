import { valuesReadBy } from "./computationOrder.js";
import { inputRole } from "./inputRoles.js";
import type { OnnxGraph, OnnxNode } from "./model.js";
import { weightInputs } from "./weightInputs.js";

/** Who makes and who takes each value of a graph, and which inputs it is made from. */
export class GraphIndex {
  readonly graph: OnnxGraph;
  readonly #producers = new Map<string, OnnxNode>();
  readonly #places = new Map<OnnxNode, number>();
  readonly #consumers = new Map<string, OnnxNode[]>();
  readonly #sources = new Map<string, bigint>();
  readonly #weights: ReadonlySet<string>;

  constructor(graph: OnnxGraph) {
    this.graph = graph;
    this.#weights = weightInputs(graph);
    for (const [place, node] of graph.nodes.entries()) {
      this.#places.set(node, place);
      for (const output of node.outputs) if (output !== "") this.#producers.set(output, node);
      for (const input of new Set(node.inputs)) {
        const consumers = this.#consumers.get(input);
        if (consumers) consumers.push(node);
        else this.#consumers.set(input, [node]);
      }
    }
    for (const [index, { name }] of graph.inputs.entries()) this.#sources.set(name, 1n << BigInt(index));
    for (const node of graph.nodes) this.#trace(node);
  }

  producer(value: string): OnnxNode | null {
    return this.#producers.get(value) ?? null;
  }

  consumers(value: string): readonly OnnxNode[] {
    return this.#consumers.get(value) ?? [];
  }

  /** Where a node stands in the order of computation, from 0. */
  place(node: OnnxNode): number {
    return this.#places.get(node) ?? -1;
  }

  /** The graph's inputs that a value's numbers depend on; not those on whose shape alone they do. */
  sources(value: string): readonly string[] {
    const bits = this.#sources.get(value) ?? 0n;
    if (bits === 0n) return [];
    return this.graph.inputs.filter((_, index) => (bits >> BigInt(index)) & 1n).map(({ name }) => name);
  }

  /** Whether a graph's input is a weight that the caller feeds. */
  isWeight(name: string): boolean {
    return this.#weights.has(name);
  }

  /** The inputs among a value's sources that hold what is read, not which of it is looked at or where it stands, nor weights. */
  content(value: string): readonly string[] {
    return this.sources(value).filter((name) => inputRole(name, this) === "read" && !this.isWeight(name));
  }

  #trace(node: OnnxNode): void {
    if (node.domain === "" && shapeOperators.has(node.operator)) return;
    let bits = 0n;
    for (const input of valuesReadBy(node)) bits |= this.#sources.get(input) ?? 0n;
    if (bits === 0n) return;
    for (const output of node.outputs) this.#sources.set(output, bits);
  }
}

const shapeOperators = new Set(["Shape", "Size"]);
