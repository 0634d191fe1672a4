import { shownName } from "../../attention/shownName.js";
import type { OnnxNode } from "./model.js";

/** An integer attribute of a node, or what stands for it where it is left out. */
export function integerOf(node: OnnxNode, name: string, otherwise: number): number {
  const attribute = node.attributes.get(name);
  return attribute?.kind === "int" ? attribute.value : otherwise;
}

/** A float attribute of a node, or what stands for it where it is left out. */
export function floatOf(node: OnnxNode, name: string, otherwise: number): number {
  const attribute = node.attributes.get(name);
  return attribute?.kind === "float" ? attribute.value : otherwise;
}

/** A list of integers of a node, or null. */
export function integersOf(node: OnnxNode, name: string): readonly number[] | null {
  const attribute = node.attributes.get(name);
  return attribute?.kind === "ints" ? attribute.value : null;
}

/** A string of a node, or null. */
export function stringOf(node: OnnxNode, name: string): string | null {
  const attribute = node.attributes.get(name);
  return attribute?.kind === "string" ? attribute.value : null;
}

/** `MatMul`, `com.microsoft::Attention`: an operator's name as people write it. */
export function operatorName({ domain, operator }: OnnxNode): string {
  return domain === "" ? operator : `${domain}::${operator}`;
}

/** Operators that a sentence names, at most. */
const MOST_NAMED = 4;

/** The first few of some operators as a sentence names them, each once. */
export function namedOperators(operators: readonly string[]): string {
  return [...new Set(operators)]
    .slice(0, MOST_NAMED)
    .map((name) => shownName(name))
    .join(", ");
}

/** What a node is told apart by: its name, or that of its first output where it has none. */
export function nodeName({ name, outputs }: OnnxNode): string {
  return name || (outputs[0] ?? "");
}
