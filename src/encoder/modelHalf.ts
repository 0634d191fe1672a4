import { basename, dirname, join } from "node:path";
import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import { listFolder } from "./folderListing.js";
import { looseJson } from "./looseJson.js";
import type { ModelLocation } from "./modelLocation.js";
import { isModelFile, stemOf } from "./modelVariant.js";
import type { OnnxModel } from "./onnx/model.js";

/** One file of an encoder-decoder that was exported in two, as Optimum does: `encoder_model.onnx` and `decoder_model.onnx`. */
export interface ModelHalf {
  readonly half: "encoder" | "decoder";
  /** The file's name. */
  readonly file: string;
  /** The name of the other half's file beside it; null if there is none. */
  readonly other: string | null;
}

/** Inputs that a decoder takes from an encoder that is in another file. */
const fromEncoder = /^encoder_(hidden_states?|outputs?)$|^past_key_values\.\d+\.encoder\./;

/** Tells whether a file is half of an encoder-decoder: by its inputs, and by its name and those of the files beside it. */
export async function modelHalf(
  { model: path, folder }: Pick<ModelLocation, "model" | "folder">,
  { graph }: OnnxModel,
): Promise<ModelHalf | null> {
  const file = basename(path);
  const inputs = graph.inputs.map(({ name }) => name);
  const files = (await listFolder(dirname(path)))?.files ?? [];
  const named = halfByName(file, files);
  if (inputs.some((name) => fromEncoder.test(name)))
    return { half: "decoder", file, other: named?.half === "decoder" ? named.other : null };
  if (named?.half === "encoder") return inputs.includes("decoder_input_ids") ? null : named;
  // Without its decoder beside it, only the configuration tells that there is one.
  if (partOf(file)?.half !== "encoder") return null;
  const config = await looseJson(join(folder, "config.json"));
  return config?.is_encoder_decoder === true ? { half: "encoder", file, other: null } : null;
}

/** As far as names tell: a file called `…encoder…` beside one called `…decoder…` of the same beginning, and the reverse. */
export function halfByName(file: string, files: readonly string[]): ModelHalf | null {
  const own = partOf(file);
  if (!own) return null;
  const others = files.filter((name) => {
    const part = isModelFile(name) ? partOf(name) : null;
    return part !== null && part.half !== own.half && part.before === own.before;
  });
  // That of the same variant, such as `_model_quantized`, else the plainest.
  const rank = (name: string) => (partOf(name)!.after === own.after ? 0 : name.length);
  const [other] = others.sort((a, b) => rank(a) - rank(b));
  return other === undefined ? null : { half: own.half, file, other };
}

/** What a person should know of a half, and what to do about it. */
export function halfSentence({ half, file, other }: ModelHalf): string {
  const [name, beside] = [shownName(file), shownName(other ?? "")];
  if (half === "decoder") {
    return other === null
      ? l10n.t(
          "{0} is the decoder of an encoder-decoder in two files: it reads its encoder's output, which no text gives. Open the encoder's file for the encoder's attention, give all inputs with attention-inspector trace --ids, or export both in one file (optimum-cli export onnx --monolith).",
          name,
        )
      : l10n.t(
          "{0} is the decoder of an encoder-decoder in two files: it reads its encoder's output, which no text gives. Open {1} for the encoder's attention, give all inputs with attention-inspector trace --ids, or export both in one file (optimum-cli export onnx --monolith).",
          name,
          beside,
        );
  }
  return other === null
    ? l10n.t(
        "{0} is the encoder of an encoder-decoder whose decoder is not beside it: there is no attention of the decoder and no cross-attention. Export both in one file (optimum-cli export onnx --monolith) to see them.",
        name,
      )
    : l10n.t(
        "{0} is the encoder of an encoder-decoder in two files, and its decoder, {1}, is not run: there is no attention of the decoder and no cross-attention. Export both in one file (optimum-cli export onnx --monolith) to see them.",
        name,
        beside,
      );
}

/** Which half a file's name says it is, and what stands before and after the word; null if it says none. */
function partOf(file: string): { half: ModelHalf["half"]; before: string; after: string } | null {
  const found = /^(|.*[-_.])(encoder|decoder)(?![a-z])(.*)$/i.exec(stemOf(file));
  if (!found) return null;
  const [, before, word, after] = found as unknown as readonly [string, string, string, string];
  return {
    half: word.toLowerCase() as ModelHalf["half"],
    before: before.replace(/init[-_]$/i, "").toLowerCase(),
    after: after.toLowerCase(),
  };
}
