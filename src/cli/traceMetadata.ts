import { basename } from "node:path";
import { version } from "../../package.json";
import { positionFacts } from "../attention/positions.js";
import type { Truncation } from "../attention/trace.js";
import type { OnnxEncoder, OnnxRun } from "../encoder/onnxRun.js";
import type { AttentionSite } from "../encoder/onnx/attentionSite.js";
import type { DecoderStart } from "../encoder/decoderStart.js";
import { fileHash } from "../encoder/fileHash.js";
import { operatorSets, siteFacts } from "./modelSummary.js";
import { arrayName, queryHeads } from "./siteArrays.js";
import type { TraceOptions } from "./traceOptions.js";

/** What a file says of how its arrays came about. */
export async function traceMetadata(
  encoder: OnnxEncoder,
  run: OnnxRun,
  more: {
    readonly options: TraceOptions;
    readonly sites: readonly AttentionSite[];
    readonly truncation: Truncation | null;
    readonly decoderStart: DecoderStart | null;
    readonly absent: readonly string[];
    readonly beyond: number;
    readonly runtimeVersion: string;
  },
) {
  const { path, name, model, half, provider } = encoder;
  const { options, sites, truncation, decoderStart, absent, beyond, runtimeVersion } = more;
  const external = new Set([...model.graph.initializers.values()].flatMap(({ external }) => external?.location ?? []));
  return {
    encoder: {
      name,
      file: basename(path),
      sha256: await fileHash(path),
      /** Files beside it that hold weights, which the hash does not cover. */
      externalData: [...external],
      producer: model.producer,
      operatorSets: operatorSets(model),
      /** The longest sequence that it was made for, in tokens; null if its files do not say. */
      trainedLength: encoder.trainedLength,
      /** Of an encoder-decoder in two files, which one it is and the other's name; null for a whole model. */
      half,
    },
    versions: { "attention-inspector": version, onnxruntime: runtimeVersion },
    provider,
    truncation,
    /** How many tokens stand at positions beyond the trained length: their attention is not to be trusted. */
    beyondTrainedLength: beyond,
    /** What the decoder read before the target, and the file that tells it; null if it has none, none was found, or ids were given. */
    decoderStart,
    /** How the text was read, how the sequence was padded or repeated, and which sites are left out and why. */
    notes: run.notes,
    /** What was selected; null for all. */
    layers: options.layers,
    heads: options.heads,
    sites: sites.map((site) => ({
      array: arrayName(site, "probabilities"),
      ...siteFacts(site),
      heads: queryHeads(site, run),
    })),
    /** What `positions_0`, `positions_1`, … are; with all of their heads. */
    positions: (run.positions ?? []).map(positionFacts),
    /** What may be attention and was not recognised. */
    blocked: encoder.sites.blocked,
    /** What was asked for and is not to be had. */
    absent,
    seal: run.seal,
  };
}
