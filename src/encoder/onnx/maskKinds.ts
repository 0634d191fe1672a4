import type { AttentionSite } from "./attentionSite.js";
import type { GraphIndex } from "./graphIndex.js";
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
/** A table of which positions see which: smaller ones are something else. */
const SMALLEST_TABLE = 16;

/**
 * Tells masks and biases by the nodes that make them.
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
  let bias: Bias = "none";
  for (const addend of addends) {
    if (index.content(addend).length > 0) {
      bias = makers(addend, index, true).some(({ operator }) => operator === "GatherElements")
        ? "disentangled"
        : "relative";
      continue;
    }
    const nodes = makers(addend, index, false);
    const found = masksOf(addend, nodes, index, values);
    const own: Bias = bias === "none" ? biasOf(addend, nodes, heads, index, values) : "none";
    if (own !== "none") bias = own;
    for (const kind of found) kinds.add(kind);
    if (found.length === 0 && own === "none" && !isZero(addend, index, nodes)) kinds.add("other");
  }
  for (const mask of masks) {
    const found = masksOf(mask, makers(mask, index, false), index, values);
    for (const kind of found.length === 0 ? (["other"] as const) : found) kinds.add(kind);
  }
  const order: readonly Mask[] = ["padding", "causal", "local", "other"];
  return { mask: order.filter((kind) => kinds.has(kind)), bias };
}

function masksOf(value: string, nodes: readonly OnnxNode[], index: GraphIndex, values: StaticValues): Mask[] {
  const kinds = new Set<Mask>();
  if (index.sources(value).some((name) => /mask/i.test(name))) kinds.add("padding");
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

function biasOf(
  addend: string,
  nodes: readonly OnnxNode[],
  heads: number | null,
  index: GraphIndex,
  values: StaticValues,
): Bias {
  if (nodes.some((node) => isLookup(node, index))) return "relative";
  const isSlopes = (value: string) => {
    const shape = values.shape(value);
    const floats = index.graph.initializers.get(value)?.elementType ?? 1;
    const count = shape?.reduce<number>((product, size) => product * (size ?? 0), 1) ?? 0;
    return heads !== null && heads > 1 && count === heads && floats === 1 && index.sources(value).length === 0;
  };
  if (nodes.some(({ operator, inputs }) => operator === "Mul" && inputs.some(isSlopes))) return "alibi";
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
