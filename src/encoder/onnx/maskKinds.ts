import { scoreEffect } from "./addedValues.js";
import type { AttentionSite } from "./attentionSite.js";
import type { GraphIndex } from "./graphIndex.js";
import { inputRole } from "./inputRoles.js";
import type { OnnxNode } from "./model.js";
import type { StaticValues } from "./staticValues.js";

type Mask = AttentionSite["mask"][number];
type Bias = AttentionSite["bias"];

/** What is done to scores besides scaling them. */
export interface ScoreChanges {
  readonly mask: readonly Mask[];
  readonly bias: Bias;
}

const comparisons: ReadonlySet<string> = new Set(["LessOrEqual", "GreaterOrEqual", "Less", "Greater"]);
/** A mask is made by some dozens of nodes; of a shared one all sites read the same. */
const MOST_NODES = 400;
/** Sums within sums of which one addend is made. */
const MOST_PARTS = 64;
/** A table of which positions see which: smaller ones are something else. */
const SMALLEST_TABLE = 16;

/** Operators whose first input's numbers are added, at other places. */
const passing: ReadonlySet<string> = new Set(
  "Cast CastLike Identity Unsqueeze Squeeze Expand Reshape Slice Transpose Dropout Tile".split(" "),
);
const summing: ReadonlySet<string> = new Set(["Add", "Sum", "Sub", "Min", "Max"]);

/**
 * Tells masks and biases by their numbers for a short text; by the nodes that make them if the graph does not tell those.
 *
 * @param addends values added to the scores
 * @param masks conditions and factors of the scores
 */
export function scoreChanges(
  addends: readonly string[],
  masks: readonly string[],
  heads: number | null,
  index: GraphIndex,
  values: StaticValues,
): ScoreChanges {
  const kinds = new Set<Mask>();
  const biases = new Set<Bias>();
  const waiting = [
    ...addends.map((value) => ({ value, as: "addend" as const })),
    ...masks.map((value) => ({ value, as: "condition" as const })),
  ].map((part): { value: string; as: "addend" | "condition" } => part);
  // What is found on the way is looked at too.
  for (const { value, as } of waiting) {
    const effect = scoreEffect(value, as, index);
    if (effect) {
      for (const kind of effect.kinds) kinds.add(kind);
      const isPlain = effect.bias === "none" && !effect.kinds.includes("other");
      if (isPlain && windowOf(value, index, values)) kinds.add("local");
      biases.add(effect.bias);
      continue;
    }
    const parts = as === "addend" && waiting.length < MOST_PARTS ? partsOf(value, index) : [];
    for (const part of parts) waiting.push(part);
    if (parts.length > 0) continue;
    const found = byNodes(value, as, heads, index, values);
    for (const kind of found.mask) kinds.add(kind);
    biases.add(found.bias);
  }
  const order: readonly Mask[] = ["padding", "causal", "local", "other"];
  const known = (["disentangled", "alibi", "relative", "other"] as const).find((bias) => biases.has(bias));
  return { mask: order.filter((kind) => kinds.has(kind)), bias: known ?? "none" };
}

/** What a value that is added is a sum of, or is chosen from; nothing if it is neither. */
function partsOf(value: string, index: GraphIndex): { value: string; as: "addend" | "condition" }[] {
  const node = index.producer(value);
  if (!node) return [];
  const [first = "", ...rest] = node.inputs;
  if (passing.has(node.operator)) return [{ value: first, as: "addend" }];
  const isSum = summing.has(node.operator);
  if (!isSum && node.operator !== "Where") return [];
  const addends = (isSum ? node.inputs : rest).map((input) => ({ value: input, as: "addend" as const }));
  return isSum ? addends : [{ value: first, as: "condition" }, ...addends];
}

/** What a value does whose numbers the graph does not tell. */
function byNodes(
  value: string,
  as: "addend" | "condition",
  heads: number | null,
  index: GraphIndex,
  values: StaticValues,
): ScoreChanges {
  if (as === "addend" && index.content(value).length > 0) {
    const isGathered = makers(value, index, true).some(({ operator }) => operator === "GatherElements");
    return { mask: [], bias: isGathered ? "disentangled" : "relative" };
  }
  const nodes = makers(value, index, false);
  const mask = masksOf(value, nodes, index, values);
  const bias = as === "addend" ? biasOf(value, nodes, heads, index) : "none";
  const isNothing = mask.length === 0 && bias === "none";
  return { mask: isNothing && !(as === "addend" && isZero(value, index, nodes)) ? ["other"] : mask, bias };
}

/** Whether a mask that is longer than the text by which it is told is a window. */
function windowOf(value: string, index: GraphIndex, values: StaticValues): boolean {
  return masksOf(value, makers(value, index, false), index, values).includes("local");
}

function masksOf(value: string, nodes: readonly OnnxNode[], index: GraphIndex, values: StaticValues): Mask[] {
  const kinds = new Set<Mask>();
  if (index.sources(value).some((name) => inputRole(name, index) === "mask")) kinds.add("padding");
  const compared = nodes.filter(
    (node) => comparisons.has(node.operator) && node.inputs.every((input) => values.scalar(input) === null),
  );
  const table = [value, ...nodes.flatMap(({ inputs }) => inputs)].some((input) => isPositionTable(input, index));
  if (compared.length > 0 || table || nodes.some(({ operator }) => operator === "Trilu")) kinds.add("causal");
  const distances = nodes.filter(
    (node) => comparisons.has(node.operator) && node.inputs.some((input) => index.producer(input)?.operator === "Abs"),
  );
  if (distances.length > 0) {
    kinds.add("local");
    kinds.delete("causal");
  }
  if (compared.length > 1 && isWindow(compared, index, values)) kinds.add("local");
  return [...kinds];
}

/** Whether one of two comparisons of positions is moved by a window's width. */
function isWindow(compared: readonly OnnxNode[], index: GraphIndex, values: StaticValues): boolean {
  return compared.some(({ inputs }) =>
    inputs.some((input) => {
      const node = index.producer(input);
      if (node?.operator !== "Add" && node?.operator !== "Sub") return false;
      return node.inputs.some((moved) => Math.abs(values.scalar(moved) ?? 0) > 1);
    }),
  );
}

/** A stored table `[…, N, N]` of flags: which position sees which. */
function isPositionTable(value: string, index: GraphIndex): boolean {
  const tensor = index.graph.initializers.get(value);
  const [rows, columns] = tensor?.dimensions.slice(-2) ?? [];
  return rows !== undefined && rows === columns && rows >= SMALLEST_TABLE && [2, 3, 9].includes(tensor!.elementType);
}

function biasOf(addend: string, nodes: readonly OnnxNode[], heads: number | null, index: GraphIndex): Bias {
  if (nodes.some((node) => isLookup(node, index))) return "relative";
  const tensor = index.graph.initializers.get(addend);
  return tensor !== undefined && heads !== null && tensor.dimensions.at(-3) === heads && heads > 1
    ? "relative"
    : "none";
}

/** Whether a value is zeros of some shape, as T5 adds them where it has no bias. */
function isZero(value: string, index: GraphIndex, nodes: readonly OnnxNode[]): boolean {
  const filled = nodes.find(({ operator }) => operator === "ConstantOfShape");
  const fill = filled?.attributes.get("value");
  const isFill = fill === undefined || (fill.kind === "tensor" && fill.value.values?.[0] === 0);
  return filled !== undefined && isFill && index.sources(value).length === 0;
}

/** Whether numbers are taken from a learned table, as by T5's relative positions. */
function isLookup({ operator, inputs }: OnnxNode, index: GraphIndex): boolean {
  const table = index.graph.initializers.get(inputs[0] ?? "");
  return operator === "Gather" && table?.dimensions.length === 2 && [1, 10, 16].includes(table.elementType);
}

/** The nodes that make a value; those that work on what is read are left out, unless asked for. */
function makers(value: string, index: GraphIndex, withContent: boolean): OnnxNode[] {
  const found = new Map<OnnxNode, true>();
  const waiting = [value];
  while (waiting.length > 0 && found.size < MOST_NODES) {
    const next = waiting.pop()!;
    if (!withContent && index.content(next).length > 0) continue;
    const node = index.producer(next);
    if (!node || found.has(node)) continue;
    found.set(node, true);
    // Shapes are made of everything and tell nothing of a mask; nor do the distances by which a bias is looked up.
    if (node.operator !== "Shape" && !isLookup(node, index)) waiting.push(...node.inputs);
  }
  return [...found.keys()];
}
