import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import { modelHalf, type ModelHalf } from "./modelHalf.js";
import { locateModel, type ModelLocation } from "./modelLocation.js";
import type { AttentionSites } from "./onnx/attentionSite.js";
import { attentionSites } from "./onnx/attentionSites.js";
import { FileSource } from "./onnx/byteSource.js";
import { checkExternalData } from "./onnx/externalDataCheck.js";
import type { OnnxModel } from "./onnx/model.js";
import { checkModelFile } from "./onnx/modelFileCheck.js";
import { checkOperators } from "./onnx/operatorCheck.js";
import { readModel } from "./onnx/readModel.js";

/** A model as its file tells of it, without ONNX Runtime. */
export interface ReadSites {
  readonly location: ModelLocation;
  readonly model: OnnxModel;
  readonly sites: AttentionSites;
  /** Null if the file is a whole model. */
  readonly half: ModelHalf | null;
}

/**
 * Reads a model's graph, never its weights, and finds its attention.
 *
 * @param path a folder or an .onnx file
 * @throws Failure `encoderMissing`, `modelUnreadable`, `modelUnsupported`, `externalData`
 */
export async function readSites(path: string): Promise<ReadSites> {
  const location = await locateModel(path);
  await checkModelFile(location.model);
  const model = readModelFile(location.model);
  checkOperators(model, location.model);
  await checkExternalData(model, location.model);
  return { location, model, sites: attentionSites(model), half: await modelHalf(location, model) };
}

/**
 * Reads the graph of a file that has been checked.
 *
 * @throws Failure `modelUnreadable`
 */
export function readModelFile(path: string): OnnxModel {
  const file = new FileSource(path);
  try {
    return readModel(file);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failure(
      "modelUnreadable",
      l10n.t(
        "{0} is damaged or cut short ({1}); download or export it again.",
        shownName(path),
        shownName(detail, 200),
      ),
      detail,
    );
  } finally {
    file.close();
  }
}
