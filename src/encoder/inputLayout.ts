import { toldAxis, type BySide, type InputRole, type InputSide, type ModelInput } from "./modelInputs.js";

/** Where the axis of tokens stands in an input: 1 in `[batch, N]`, 0 in `[N, batch]`. */
export type TokenAxis = 0 | 1;

/** What a mask holds for a token that is read, and for padding. */
export interface MaskNumbers {
  readonly keep: number;
  readonly drop: number;
}

/** How a model's inputs hold a sequence. */
export interface InputLayout {
  readonly tokenAxis: TokenAxis;
  /** Of masks, which PyTorch has as `[batch, N]` beside ids `[N, batch]`. */
  readonly maskAxis: TokenAxis;
  readonly mask: MaskNumbers;
  /** How many sequences a run holds: the one that is read, as often as the model's shapes demand. */
  readonly batch: number;
  /** How many tokens each side must have; null for any number. */
  readonly lengths: BySide<number | null>;
}

/** That of a model which takes any number of tokens as `[1, N]`. */
export const anyLayout: InputLayout = {
  tokenAxis: 1,
  maskAxis: 1,
  mask: { keep: 1, drop: 0 },
  batch: 1,
  lengths: { source: null, target: null, states: null },
};

/** Conventions for masks, the usual one first: 1 for what is read; 1 for padding (PyTorch); a number that is added. */
const conventions: readonly MaskNumbers[] = [
  { keep: 1, drop: 0 },
  { keep: 0, drop: 1 },
  // exp of it is 0 in float32, and float16 holds it.
  { keep: 0, drop: -1e4 },
];

/** What masks may hold, the likeliest first: PyTorch's padding masks mark what is not read. */
export function maskConventions(inputs: readonly ModelInput[]): readonly MaskNumbers[] {
  const marksPadding = inputs.some(({ role, value }) => role === "mask" && value.name.includes("pad"));
  const [usual, padding, added] = conventions as [MaskNumbers, MaskNumbers, MaskNumbers];
  return marksPadding ? [padding, usual, added] : [usual, padding, added];
}

/** The layout that the shapes in a model's file tell, as far as they do. */
export function declaredLayout(inputs: readonly ModelInput[]): InputLayout {
  const tokenAxis = axisOf(inputs, (role) => role === "ids" || role === "embeddings") ?? 1;
  const maskAxis = axisOf(inputs, (role) => role === "mask") ?? 1;
  return layoutWith(inputs, { tokenAxis, maskAxis, mask: maskConventions(inputs)[0]! });
}

/** A layout with these axes, and the sizes that the model's inputs then fix. */
export function layoutWith(inputs: readonly ModelInput[], layout: Omit<InputLayout, "batch" | "lengths">): InputLayout {
  const lengths: Record<InputSide, number | null> = { source: null, target: null, states: null };
  let batch = 1;
  for (const { role, side, value } of inputs) {
    const { shape } = value;
    if (role === "other" || shape === null) continue;
    const [first, second] = [shape[0], role === "mask" ? shape.at(-1) : shape[1]];
    const isTokensFirst = shape.length === 1 || axisIn(layout, role, shape.length) === 0;
    const [tokens, sequences] = isTokensFirst ? [first, second] : [second, first];
    if (typeof tokens === "number" && tokens > 0) lengths[side] ??= tokens;
    if (shape.length > 1 && typeof sequences === "number") batch = Math.max(batch, sequences);
  }
  return { ...layout, batch, lengths };
}

/** The axis of tokens in an input: masks of more than two axes, `[batch, 1, 1, N]`, have it last. */
export function axisIn(
  { tokenAxis, maskAxis }: Pick<InputLayout, "tokenAxis" | "maskAxis">,
  role: InputRole,
  rank: number,
): TokenAxis {
  if (role !== "mask") return tokenAxis;
  return rank === 2 ? maskAxis : 1;
}

/** The axis of tokens as the first input that tells has it; null if none does. */
function axisOf(inputs: readonly ModelInput[], wanted: (role: ModelInput["role"]) => boolean): TokenAxis | null {
  for (const { role, value } of inputs) {
    const axis = wanted(role) && value.shape && value.shape.length > 1 ? toldAxis(value.shape) : null;
    if (axis !== null) return axis;
  }
  return null;
}
