import type { OnnxEncoder, OpenOnnxOptions } from "../encoder/onnxRun.js";
import type { ModelHalf } from "../encoder/modelHalf.js";
import type { AttentionSites } from "../encoder/onnx/attentionSite.js";
import type { OnnxModel } from "../encoder/onnx/model.js";
import type { PositionalEncodings } from "../encoder/onnx/positions/foundEncoding.js";
import type { Bounds } from "./bounds.js";

/** What the commands are carried out with; tests hand in their own. */
export interface Surroundings {
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes to standard error. */
  readonly warn: (text: string) => void;
  readonly standardInput: AsyncIterable<Uint8Array>;
  readonly bounds: Bounds;
  /** @param path a folder or an .onnx file */
  readonly readSites: (path: string) => Promise<SitesOfModel>;
  /** @param path a folder or an .onnx file */
  readonly openEncoder: (path: string, options: OpenOnnxOptions) => Promise<OnnxEncoder>;
  readonly runtimeVersion: () => Promise<string>;
}

export interface SitesOfModel {
  readonly model: OnnxModel;
  readonly sites: AttentionSites;
  readonly positions: PositionalEncodings;
  /** Null if the file is a whole model. */
  readonly half: ModelHalf | null;
}
