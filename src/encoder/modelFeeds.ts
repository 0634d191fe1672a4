import * as l10n from "@vscode/l10n";
import type { Tensor } from "onnxruntime-node";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import { elementTypes } from "./onnx/elementTypes.js";
import { floatToHalf } from "./onnx/halfFloat.js";
import type { OnnxValue } from "./onnx/model.js";
import type { IdInputs } from "./idInputs.js";
import type { ModelInputs, NestedNumbers } from "./onnxRun.js";

type TensorConstructor = typeof import("onnxruntime-node").Tensor;

/** Inputs that hold pictures or sound, for which there is no text. */
const notText = /^(pixel_values|pixel_mask|input_features|input_values|audio|images?)$/;

/**
 * What a model is fed: what was given, and what the rest stands for where nobody has a choice.
 *
 * Masks are 1, token types 0, positions are counted, a past is empty and not used.
 *
 * @param ids which inputs take what is given as `input_ids` and `decoder_input_ids`
 * @throws Failure `inputsWrong` where an input is needed that nothing stands for; `modelUnsupported` for pictures and sound
 */
export function modelFeeds(
  wanted: readonly OnnxValue[],
  given: ModelInputs,
  Tensor: TensorConstructor,
  { source, target }: IdInputs,
): Record<string, Tensor> {
  // An input may be called __proto__.
  const feeds = Object.create(null) as Record<string, Tensor>;
  const role = (name: string) => (name === source ? "input_ids" : name === target ? "decoder_input_ids" : name);
  for (const input of wanted) {
    const { name } = input;
    const numbers = Object.hasOwn(given, name) ? given[name]! : defaultOf(role(name), given);
    if (numbers !== null) {
      const dims = shapeOf(numbers);
      checkOneSequence(input, dims);
      feeds[name] = tensorOf(input, flat(numbers), dims, Tensor);
    } else if (/past|cache(?!_position)|^mems|(?<!hidden_)state/.test(name)) feeds[name] = emptyPast(input, Tensor);
    else throw missing(name);
  }
  return feeds;
}

const wholeNumbers: readonly number[] = [elementTypes.int32, elementTypes.int64];

/** @throws Failure `inputsWrong` for several sequences: heads of one would be taken for more heads of another */
function checkOneSequence({ name, elementType }: OnnxValue, dims: readonly number[]): void {
  const [batch = 1, n = 1] = dims;
  if (dims.length !== 2 || !wholeNumbers.includes(elementType) || batch <= 1 || n <= 1) return;
  throw new Failure("inputsWrong", l10n.t("{0} holds {1} sequences; give one of them.", shownName(name), batch));
}

function missing(name: string): Failure {
  if (notText.test(name)) {
    return new Failure(
      "modelUnsupported",
      l10n.t("This model reads {0}: pictures and sound are not shown yet; choose an encoder of text.", shownName(name)),
    );
  }
  return new Failure(
    "inputsWrong",
    l10n.t(
      "This model wants an input {0}, which text alone does not give; give all inputs with attention-inspector trace --ids.",
      shownName(name),
    ),
  );
}

/** What an input that was not given stands for, or null. */
function defaultOf(name: string, given: ModelInputs): NestedNumbers | null {
  const target = name.startsWith("decoder_");
  const like = target
    ? given.decoder_input_ids
    : name.startsWith("encoder_")
      ? (given.encoder_hidden_states ?? given.input_ids)
      : (given.input_ids ?? given.inputs_embeds ?? given.encoder_hidden_states);
  if (name === "use_cache_branch") return [0];
  if (like === undefined) return null;
  if (name === "input_ids" || name === "decoder_input_ids") return like;
  const [batch = 1, n = 1] = shapeOf(like);
  const rows = (of: (position: number) => number) =>
    Array.from({ length: batch }, () => Array.from({ length: n }, (_, position) => of(position)));
  if (name.endsWith("attention_mask") || name === "input_mask") return rows(() => 1);
  if (/token_type_ids$|segment_ids$/.test(name)) return rows(() => 0);
  if (name === "cache_position") return Array.from({ length: n }, (_, position) => position);
  return name.endsWith("position_ids") ? rows((position) => position) : null;
}

/** Whether an axis is that of sequences: the first, or the second where keys and values stand together before it. */
function isBatch(shape: readonly (number | string | null)[], axis: number): boolean {
  const size = shape[axis];
  return typeof size === "string" && /batch/i.test(size) ? true : axis === (shape[0] === 2 ? 1 : 0);
}

/** A tensor of a past of no tokens: its axis for them is the one that has no fixed size. */
function emptyPast({ name, elementType, shape }: OnnxValue, Tensor: TensorConstructor): Tensor {
  const dims = shape?.map((size, axis) => (typeof size === "number" ? size : isBatch(shape, axis) ? 1 : 0));
  if (!dims?.includes(0)) {
    throw new Failure(
      "inputsWrong",
      l10n.t("This model wants a past {0} of a fixed length; export it without one.", shownName(name)),
    );
  }
  return tensorOf({ name, elementType, shape }, [], dims, Tensor);
}

function tensorOf(
  { name, elementType }: OnnxValue,
  numbers: number[],
  dims: readonly number[],
  Tensor: TensorConstructor,
) {
  switch (elementType) {
    case elementTypes.int64:
      return new Tensor(
        "int64",
        BigInt64Array.from(numbers, (number) => BigInt(Math.trunc(number))),
        dims,
      );
    case elementTypes.int32:
      return new Tensor("int32", Int32Array.from(numbers), dims);
    case elementTypes.bool:
      return new Tensor(
        "bool",
        Uint8Array.from(numbers, (number) => (number === 0 ? 0 : 1)),
        dims,
      );
    case elementTypes.float32:
      return new Tensor("float32", Float32Array.from(numbers), dims);
    case elementTypes.float64:
      return new Tensor("float64", Float64Array.from(numbers), dims);
    case elementTypes.float16:
      return new Tensor("float16", Uint16Array.from(numbers, floatToHalf), dims);
    default:
      throw new Failure(
        "modelUnsupported",
        l10n.t(
          "This model's input {0} is of a type (number {1}) that cannot be fed; export it with int64 or float32 inputs.",
          shownName(name),
          elementType,
        ),
      );
  }
}

/** The sizes of nested numbers' axes; what is ragged was refused where it was read. */
function shapeOf(numbers: NestedNumbers): number[] {
  if (typeof numbers === "number") return [];
  const [first] = numbers;
  return [numbers.length, ...(first === undefined ? [] : shapeOf(first))];
}

function flat(numbers: NestedNumbers): number[] {
  return typeof numbers === "number" ? [numbers] : numbers.flatMap(flat);
}
