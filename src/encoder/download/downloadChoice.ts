import { posix } from "node:path";
import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.js";
import { compareModelFiles, isExternalData, isModelFile, modelVariant } from "../modelVariant.js";
import type { ModelRepository, RepositoryFile } from "./modelRepository.js";

/** One of a model's .onnx files, with all that is needed beside it. */
export interface DownloadChoice {
  /** As `EncoderLocation.variant`. */
  readonly variant: string;
  /** Its path in the repository. */
  readonly model: string;
  readonly files: readonly RepositoryFile[];
  readonly bytes: number;
}

const companions = ["config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"];

/**
 * What can be downloaded of a model.
 *
 * @throws Failure `downloadFailed` where it has no .onnx file
 */
export function downloadChoices({ id, files }: ModelRepository): DownloadChoice[] {
  const models = files.filter(({ path }) => isModelFile(path));
  if (models.length === 0) {
    throw new Failure(
      "downloadFailed",
      l10n.t("{0} has no .onnx file; choose a model that was exported to ONNX, or export this one with Optimum.", id),
    );
  }
  const paths = new Set(files.map(({ path }) => path));
  return models
    .sort((a, b) => compareModelFiles(posix.basename(a.path), posix.basename(b.path)))
    .map((model) => {
      const folder = posix.dirname(model.path);
      const name = posix.basename(model.path);
      const home = [folder, posix.dirname(folder)].find((at) =>
        companions.slice(0, 2).some((companion) => paths.has(posix.join(at, companion))),
      );
      const wanted = files.filter((file) => {
        const at = posix.dirname(file.path);
        const beside = posix.basename(file.path);
        return (
          file === model ||
          (at === folder && isExternalData(beside, name)) ||
          (at === home && companions.includes(beside))
        );
      });
      const bytes = wanted.reduce((sum, file) => sum + file.bytes, 0);
      return { variant: modelVariant(name), model: model.path, files: wanted, bytes };
    });
}
