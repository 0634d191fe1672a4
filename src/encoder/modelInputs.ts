import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import type { IdInputs } from "./idInputs.js";
import { elementTypes } from "./onnx/elementTypes.js";
import type { OnnxValue } from "./onnx/model.js";
import type { ModelInputs, NestedNumbers } from "./onnxRun.js";

/** The tokens that an input counts: those of the source, of the target, or of encoder states that are given. */
export type InputSide = "source" | "target" | "states";

/** Something for each side. */
export type BySide<T> = Readonly<Record<InputSide, T>>;

/** What an input holds for each token (`types`: 0 unless given); `other`: it is not by token, or is fed as it is given. */
export type InputRole = "ids" | "embeddings" | "mask" | "types" | "positions" | "other";

/** An input of a model, with what it holds. */
export interface ModelInput {
  readonly value: OnnxValue;
  readonly role: InputRole;
  readonly side: InputSide;
}

const wholeNumbers: readonly number[] = [elementTypes.int32, elementTypes.int64];
const noIds: IdInputs = { source: null, target: null };
const floats: readonly number[] = [elementTypes.float16, elementTypes.float32, elementTypes.float64];

/** Names that say of themselves that they are no ids and no embeddings. */
const speaking =
  /mask|type|segment|position|past|cache|state|length|pixel|^mems|^labels|^input_(features|values)$|bias/;
const usualIds = /^(decoder_)?input_ids$/;
const embeddingsName = /^(decoder_)?inputs_embeds$|^encoder_(hidden_states|outputs?)$/;
const maskName = /(^|_)(attention|attn|input|padding|pad|text|src|source|token)_?mask$|^mask$/;
const targetName = /^(decoder_|tgt|target|trg)/;

/**
 * What the inputs of a model hold, told by their names, types and ranks.
 *
 * @param ids which inputs take ids by the graph, for a side of which names do not tell it
 */
export function modelInputs(wanted: readonly OnnxValue[], ids: IdInputs = noIds): ModelInput[] {
  const hasStates = wanted.some(({ name }) => name.startsWith("encoder_") && embeddingsName.test(name));
  const sides = wanted.map((value): InputSide => {
    if (targetName.test(value.name)) return "target";
    return hasStates && value.name.startsWith("encoder_") ? "states" : "source";
  });
  const roles = wanted.map((value) => namedRole(value));
  for (const side of ["source", "target"] as const) {
    if (wanted.some((_, place) => sides[place] === side && roles[place] === "ids")) continue;
    // Ids may be called otherwise (`tokens`, `src`): the only whole numbers of a side whose name says nothing.
    const silent = wanted.flatMap((value, place) => (sides[place] === side && isSilent(value) ? [place] : []));
    if (silent.length === 1) roles[silent[0]!] = "ids";
  }
  // The target first: its ids may have been taken for those of the source.
  for (const side of ["target", "source"] as const) {
    const place = wanted.findIndex(({ name }) => name === ids[side]);
    if (place === -1 || wanted.some((_, other) => sides[other] === side && roles[other] === "ids")) continue;
    if (side === "source" && roles[place] === "ids") continue;
    [roles[place], sides[place]] = ["ids", side];
  }
  return wanted.map((value, place) => ({ value, role: roles[place]!, side: sides[place]! }));
}

/** The name of the input that takes the ids of a side; null if there is none. */
export function idsName(inputs: readonly ModelInput[], side: InputSide): string | null {
  return inputs.find((input) => input.role === "ids" && input.side === side)?.value.name ?? null;
}

function namedRole({ name, elementType, shape }: OnnxValue): InputRole {
  if (usualIds.test(name)) return "ids";
  const rank = shape?.length ?? null;
  if (embeddingsName.test(name)) return "embeddings";
  if (floats.includes(elementType) && rank === 3 && !speaking.test(name)) return "embeddings";
  // No token of Longformer's is global where nobody says so.
  if (/token_type_ids$|segment_ids$|^global_attention_mask$/.test(name)) return "types";
  if (name.endsWith("position_ids") || name === "cache_position") return "positions";
  return maskName.test(name) && isByKey(shape) ? "mask" : "other";
}

function isSilent({ name, elementType, shape }: OnnxValue): boolean {
  return wholeNumbers.includes(elementType) && (shape === null || shape.length <= 2) && !speaking.test(name);
}

/** Whether a mask has one number a token: `[batch, N]`, or `[batch, 1, 1, N]`. */
function isByKey(shape: OnnxValue["shape"]): boolean {
  return shape === null || shape.slice(1, -1).every((size) => size === 1);
}

/** The name under which numbers are given for an input; null if none are. */
export function givenName({ value: { name }, role, side }: ModelInput, given: ModelInputs): string | null {
  if (Object.hasOwn(given, name)) return name;
  const usual = side === "target" ? "decoder_input_ids" : "input_ids";
  return role === "ids" && side !== "states" && Object.hasOwn(given, usual) ? usual : null;
}

/** The numbers of one sequence, an entry a token: numbers, or embeddings. */
export type TokenNumbers = readonly NestedNumbers[];

/**
 * The entries of an input's tokens, given as `[N]`, `[1, N]` or `[N, 1]` (embeddings: with one more axis).
 *
 * @returns null if what is given has other axes: it is fed as it is
 * @throws Failure `inputsWrong` for several sequences: heads of one would be taken for more heads of another
 */
export function tokenNumbers({ value, role }: ModelInput, numbers: NestedNumbers): TokenNumbers | null {
  if (role === "other" || typeof numbers === "number") return null;
  const rank = role === "embeddings" ? 2 : 1;
  const shape = shapeOf(numbers);
  if (shape.length === rank) return numbers;
  const [rows = 0, columns = 0] = shape;
  if (role === "mask" && shape.length > 2) {
    return shape.slice(0, -1).every((size) => size === 1) ? innermost(numbers) : null;
  }
  if (shape.length !== rank + 1) return null;
  const nested = numbers as readonly TokenNumbers[];
  if (rows === 1) return nested[0]!;
  const columnsFirst = nested.map((row) => row[0]!);
  if (columns === 1 && toldAxis(value.shape) !== 1) return columnsFirst;
  // A model of a fixed batch may be given the same sequence as often as it wants.
  if (value.shape?.[0] === rows && isRepeated(nested)) return nested[0]!;
  if (value.shape?.[1] === columns && nested.every(isRepeated)) return columnsFirst;
  throw new Failure("inputsWrong", l10n.t("{0} holds {1} sequences; give one of them.", shownName(value.name), rows));
}

function innermost(numbers: TokenNumbers): TokenNumbers {
  const [first] = numbers;
  return typeof first === "object" ? innermost(first) : numbers;
}

/** Whether all entries are the same ones. */
function isRepeated(entries: readonly NestedNumbers[]): boolean {
  const [first, ...others] = entries.map((entry) => JSON.stringify(entry));
  return others.every((other) => other === first);
}

/** The axis of tokens as the names and sizes of an input's first two axes tell it; null if they do not. */
export function toldAxis(shape: OnnxValue["shape"]): 0 | 1 | null {
  const [first, second] = shape ?? [];
  if (isBatchName(first) !== isBatchName(second)) return isBatchName(first) ? 1 : 0;
  if (isTokenName(first) !== isTokenName(second)) return isTokenName(first) ? 0 : 1;
  if (first === 1 || second === 1) return first === 1 ? 1 : 0;
  return typeof first === "number" && typeof second === "number" ? (first > second ? 0 : 1) : null;
}

/** Whether an axis is named as one that counts tokens. */
function isTokenName(size: number | string | null | undefined): boolean {
  return typeof size === "string" && /seq|len|tok|time|^[lnst]$/i.test(size);
}

/** Whether an axis is named as one that counts sequences. */
function isBatchName(size: number | string | null | undefined): boolean {
  return typeof size === "string" && /^(b|bs|bsz|n?_?batch.*|.*batch(_?size)?|num_sequences)$/i.test(size);
}

/** How many tokens inputs hold on each side; 0 if there are none. */
export function tokenCounts(inputs: readonly ModelInput[], given: ModelInputs): BySide<number> {
  const counts = { source: 0, target: 0, states: 0 };
  for (const input of inputs) {
    const name = input.role === "ids" || input.role === "embeddings" ? givenName(input, given) : null;
    if (name === null || counts[input.side] > 0) continue;
    counts[input.side] = tokenNumbers(input, given[name]!)?.length ?? 0;
  }
  return counts;
}

/** Inputs with those that are by token as `[1, N]`, by the model's own names. */
export function oneSequence(inputs: readonly ModelInput[], given: ModelInputs): ModelInputs {
  const entries = new Map(Object.entries(given));
  for (const input of inputs) {
    const name = givenName(input, given);
    const tokens = name === null ? null : tokenNumbers(input, given[name]!);
    if (name === null || tokens === null) continue;
    entries.delete(name);
    entries.set(input.value.name, [tokens]);
  }
  return Object.fromEntries(entries);
}

/** The sizes of nested numbers' axes; what is ragged was refused where it was read. */
export function shapeOf(numbers: NestedNumbers): number[] {
  if (typeof numbers === "number") return [];
  const [first] = numbers;
  return [numbers.length, ...(first === undefined ? [] : shapeOf(first))];
}
