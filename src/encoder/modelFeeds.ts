import * as l10n from "@vscode/l10n";
import type { Tensor } from "onnxruntime-node";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import { elementTypes } from "./onnx/elementTypes.js";
import { floatToHalf } from "./onnx/halfFloat.js";
import type { OnnxValue } from "./onnx/model.js";
import { weightInputs } from "./onnx/weightInputs.js";
import { axisIn, declaredLayout, type InputLayout, type MaskNumbers } from "./inputLayout.js";
import {
  givenName,
  modelInputs,
  shapeOf,
  tokenCounts,
  tokenNumbers,
  type BySide,
  type ModelInput,
  type TokenNumbers,
} from "./modelInputs.js";
import type { IdInputs } from "./idInputs.js";
import type { ModelInputs, NestedNumbers } from "./onnxRun.js";

type TensorConstructor = typeof import("onnxruntime-node").Tensor;

/** Inputs that hold pictures or sound, for which there is no text. */
const notText = /^(pixel_values|pixel_mask|input_features|input_values|audio|images?)$/;

/** How one sequence becomes a model's inputs. */
export interface FeedLayout extends InputLayout {
  /** The id of padding. */
  readonly padId: number;
}

/**
 * What a model is fed: what was given, and what the rest stands for where nobody has a choice, in the layout that the model
 * wants. Masks keep every token, token types are 0, positions are counted, a past is empty and not used.
 *
 * @param given inputs that stand for one sequence, `[1, N]` or `[N, 1]`; repeated and padded where the layout demands it
 * @param ids which inputs take what is given as `input_ids` and `decoder_input_ids` if their names do not tell it
 * @throws Failure `inputsWrong` where an input is needed that nothing stands for, or where there are more tokens than the
 * model takes; `modelUnsupported` for pictures and sound
 */
export function modelFeeds(
  wanted: readonly OnnxValue[],
  given: ModelInputs,
  Tensor: TensorConstructor,
  ids: IdInputs,
  feedLayout?: FeedLayout,
): Record<string, Tensor> {
  // An input may be called __proto__.
  const feeds = Object.create(null) as Record<string, Tensor>;
  const inputs = modelInputs(wanted, ids);
  const layout = feedLayout ?? { ...declaredLayout(inputs), padId: 0 };
  const counts = tokenCounts(inputs, given);
  for (const input of inputs) {
    const { value } = input;
    const { name } = value;
    const from = givenName(input, given);
    const numbers = from === null ? defaultOf(input, counts, layout.mask) : given[from]!;
    if (numbers !== null) {
      const tokens = tokenNumbers(input, numbers);
      const laid = tokens === null ? numbers : laidOut(input, padded(input, tokens, counts, layout), layout);
      feeds[name] = tensorOf(value, flat(laid), shapeOf(laid), Tensor);
    } else if (/past|cache(?!_position)|^mems|(?<!hidden_)state/.test(name)) feeds[name] = emptyPast(value, Tensor);
    else throw missing(name, wanted);
  }
  return feeds;
}

/** The numbers of tokens, followed by those of padding where the model wants more. */
function padded(
  { value, role, side }: ModelInput,
  tokens: TokenNumbers,
  counts: BySide<number>,
  layout: FeedLayout,
): TokenNumbers {
  const length = layout.lengths[side];
  if (length === null) return tokens;
  const missing = length - tokens.length;
  if (missing < 0) {
    throw new Failure(
      "inputsWrong",
      l10n.t(
        "{0} takes exactly {1} tokens, and {2} are given; give fewer.",
        shownName(value.name),
        length,
        tokens.length,
      ),
    );
  }
  if (missing === 0) return tokens;
  if (counts[side] > 0 && counts[side] !== tokens.length) {
    throw new Failure(
      "inputsWrong",
      l10n.t(
        "{0} holds {1} numbers for {2} tokens; give one for each.",
        shownName(value.name),
        tokens.length,
        counts[side],
      ),
    );
  }
  const padding = (place: number): NestedNumbers => {
    if (role === "ids") return layout.padId;
    if (role === "mask") return layout.mask.drop;
    if (role === "positions") return tokens.length + place;
    return role === "embeddings" ? (tokens[0] as readonly number[]).map(() => 0) : 0;
  };
  return [...tokens, ...Array.from({ length: missing }, (_, place) => padding(place))];
}

/** The numbers of tokens with the axes that an input has. */
function laidOut({ value, role }: ModelInput, tokens: TokenNumbers, layout: InputLayout): NestedNumbers {
  const rank = value.shape?.length ?? null;
  const isFlat = rank === null ? value.name === "cache_position" : rank === (role === "embeddings" ? 2 : 1);
  if (isFlat) return tokens;
  const repeated = <T>(entry: T): T[] => Array.from({ length: layout.batch }, () => entry);
  if (axisIn(layout, role, rank ?? 2) === 0) return tokens.map((entry) => repeated(entry));
  // A mask of scores, `[batch, 1, 1, N]`.
  const within = role === "mask" && rank !== null ? Array.from({ length: rank - 2 }) : [];
  return repeated(within.reduce<NestedNumbers>((numbers) => [numbers], tokens));
}

function missing(name: string, wanted: readonly OnnxValue[]): Failure {
  if (notText.test(name)) {
    return new Failure(
      "modelUnsupported",
      l10n.t("This model reads {0}: pictures and sound are not shown yet; choose an encoder of text.", shownName(name)),
    );
  }
  if (weightInputs({ inputs: wanted }).has(name) && !/mask/i.test(name)) {
    return new Failure(
      "inputsWrong",
      l10n.t(
        "This model takes its weights as inputs, such as {0}, and no file holds them; export it with its weights inside, or give all inputs with attention-inspector trace --ids.",
        shownName(name),
      ),
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
function defaultOf(
  { value, role, side }: ModelInput,
  counts: BySide<number>,
  { keep }: MaskNumbers,
): NestedNumbers | null {
  if (value.name === "use_cache_branch") return [0];
  const n = counts[side] || (side === "source" ? counts.states : side === "states" ? counts.source : 0);
  if (n === 0) return null;
  switch (role) {
    case "mask":
      return new Array<number>(n).fill(keep);
    case "types":
      return new Array<number>(n).fill(0);
    case "positions":
      return Array.from({ length: n }, (_, position) => position);
    default:
      return null;
  }
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

function flat(numbers: NestedNumbers): number[] {
  return typeof numbers === "number" ? [numbers] : numbers.flatMap(flat);
}
